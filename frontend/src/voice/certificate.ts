/** One certificate for all connections of this page: making one for each takes time in a join. */
import type { Ports } from "./ports";

export class PageCertificate {
  private made: RTCCertificate | null = null;
  private asked = false;

  constructor(private readonly ports: Pick<Ports, "canCall" | "createCertificate">) {}

  /** Null until it is made; a connection makes its own then. */
  get current(): RTCCertificate | null {
    return this.made;
  }

  prepare(): void {
    if (this.asked || !this.ports.canCall()) return;
    this.asked = true;
    void this.make();
  }

  private async make(): Promise<void> {
    this.made = await this.ports.createCertificate();
  }
}
