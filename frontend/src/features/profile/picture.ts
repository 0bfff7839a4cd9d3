/** A picture file, from the chooser to a small square data URL. */

/** Pixels of an edge: sharp at the largest size we show, small to send. */
const EDGE = 512;
const FILE_MOST_BYTES = 25 * 1024 * 1024;

export interface Square {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type PictureFault = "too_big" | "unreadable";

/** An object URL of a file the browser can draw; revoke it when done. */
export async function openPicture(file: File): Promise<{ url: string } | PictureFault> {
  if (file.size > FILE_MOST_BYTES) return "too_big";
  const url = URL.createObjectURL(file);
  try {
    await decoded(url);
    return { url };
  } catch {
    URL.revokeObjectURL(url);
    return "unreadable";
  }
}

/** The part of the picture inside `square`, in pixels of the original. */
export async function cutSquare(url: string, square: Square): Promise<string> {
  const image = await decoded(url);
  const canvas = document.createElement("canvas");
  canvas.width = EDGE;
  canvas.height = EDGE;
  const { x, y, width, height } = square;
  canvas.getContext("2d")?.drawImage(image, x, y, width, height, 0, 0, EDGE, EDGE);
  // A browser that cannot write WebP gives PNG, which is as good.
  return canvas.toDataURL("image/webp", 0.9);
}

async function decoded(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}
