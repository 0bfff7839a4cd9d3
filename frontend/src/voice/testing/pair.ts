/** Two ends of one mesh connection with a wire between them that a test can cut. */
import type { Signal } from "../link";
import { MeshPeer } from "../meshPeer";
import type { PeerState } from "../types";
import { FakeClock } from "./clock";
import { FakeNetwork } from "./connections";
import { standIn } from "./stand";

export interface End {
  readonly peer: MeshPeer;
  readonly network: FakeNetwork;
  readonly states: PeerState[];
  /** Everything this end said. */
  readonly said: Signal[];
  /** How often it asked for accounts at relays. */
  asked: number;
  reachable: boolean;
  /** What this end says is lost. */
  dumb: boolean;
}

interface Choice {
  readonly first: readonly [boolean, boolean];
  readonly works?: boolean;
  readonly relays?: boolean;
}

export class Pair {
  readonly clock = new FakeClock();
  readonly one: End;
  readonly other: End;

  constructor(choice: Choice) {
    this.other = this.end(choice, 1, (signal) => this.one.peer.receive(signal));
    this.one = this.end(choice, 0, (signal) => this.other.peer.receive(signal));
  }

  private end(
    { first, works = true, relays = false }: Choice,
    side: 0 | 1,
    deliver: (signal: Signal) => void,
  ): End {
    const network = new FakeNetwork();
    network.works = works;
    const end: Omit<End, "peer"> = {
      network,
      states: [],
      said: [],
      asked: 0,
      reachable: true,
      dumb: false,
    };
    const peer = new MeshPeer({
      clock: this.clock,
      polite: side === 0,
      first: first[side],
      generation: 1,
      stream: standIn<MediaStream>({}),
      connect: () => network.create({}),
      freshServers: async () => {
        made.asked++;
        return [{ urls: "turn:relay" }];
      },
      hasRelays: () => relays,
      track: () => null,
      send: (signal) => {
        end.said.push(signal);
        if (!made.dumb) queueMicrotask(() => deliver(signal));
      },
      isReachable: () => made.reachable,
      onState: (state) => end.states.push(state),
      onTrack: () => undefined,
    });
    const made: End = Object.assign(end, { peer });
    return made;
  }
}

/** How often an end offered. */
export function offers(end: End): number {
  return end.said.filter((signal) => "description" in signal && signal.description.type === "offer")
    .length;
}
