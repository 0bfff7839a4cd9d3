/** Tones to say and ears to hear them with, for tests in a real browser. */
export class Studio {
  private readonly context = new AudioContext();

  /** A stream of one steady tone, as a microphone would give it. */
  tone(hertz: number): MediaStream {
    const destination = new MediaStreamAudioDestinationNode(this.context);
    const oscillator = new OscillatorNode(this.context, { frequency: hertz });
    oscillator.connect(new GainNode(this.context, { gain: 0.3 })).connect(destination);
    oscillator.start();
    return destination.stream;
  }

  ear(audio: () => HTMLAudioElement | null): Ear {
    return new Ear(this.context, audio);
  }
}

/** Hears what an element plays. */
export class Ear {
  private readonly analyser: AnalyserNode;
  private readonly bins: Float32Array<ArrayBuffer>;
  private source: MediaStreamAudioSourceNode | null = null;
  private stream: MediaStream | null = null;

  constructor(
    private readonly context: AudioContext,
    private readonly audio: () => HTMLAudioElement | null,
  ) {
    this.analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
    this.bins = new Float32Array(this.analyser.frequencyBinCount);
  }

  hears(hertz: number): boolean {
    return this.decibels(hertz) > -60;
  }

  /** Not quiet but silent: nothing at all of it. */
  isSilentAt(hertz: number): boolean {
    return this.decibels(hertz) < -85;
  }

  /** At this moment; -100 and less is silence. A tone of ours arrives at about -25. */
  decibels(hertz: number): number {
    this.follow();
    this.analyser.getFloatFrequencyData(this.bins);
    const width = this.context.sampleRate / this.analyser.fftSize;
    const near = [-1, 0, 1].map((step) => this.bins[Math.round(hertz / width) + step] ?? -100);
    return Math.max(-100, ...near);
  }

  /** The element may get another stream: a new life of the connection. */
  private follow(): void {
    const stream = this.audio()?.srcObject;
    if (!(stream instanceof MediaStream) || stream === this.stream) return;
    this.source?.disconnect();
    this.stream = stream;
    this.source = new MediaStreamAudioSourceNode(this.context, { mediaStream: stream });
    this.source.connect(this.analyser);
  }
}
