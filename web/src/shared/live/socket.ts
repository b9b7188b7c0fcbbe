/** The one socket of the tab: tickets, order, gaps, resume and reconnection. Knows no React and no global state. */
import { backoff_ms } from "@/shared/api/retry";
import { type Envelope, parseEnvelope } from "./messages";

export type SocketLike = Pick<WebSocket, "send" | "close" | "readyState"> & {
  onopen: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
};

export type SocketOptions = {
  /** A one-use ticket; throws when it cannot be had. */
  ticket: () => Promise<string>;
  open: (path: string) => SocketLike;
  /** Last applied sequence number, to resume from. */
  since: () => number | null;
  onMessage: (message: Envelope) => void;
  /** A topic's message. It has a number of the topic's own, which says nothing about the player's stream. */
  onBroadcast: (message: Envelope) => void;
  /** The server put this socket on a topic. */
  onJoined: (topic: string) => void;
  onConnection: (up: boolean) => void;
  /** The server will not have this player (4403): no further attempt is made. */
  onExcluded: () => void;
};

const closedExcluded = 4403;
const pingEvery_ms = 20_000;
const silenceMax_ms = 50_000;
const reconnectBase_ms = 500;
const reconnectCap_ms = 15_000;

/** Messages are applied in order exactly once; a gap closes the socket, and the next one asks for what was missed. */
export class LiveSocket {
  private socket: SocketLike | null = null;
  private stopped = true;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | null = null;
  private pingTimer: ReturnType<typeof setInterval> | null = null;
  private heard_ms = 0;
  /** True until the first numbered message of a connection: the server chose where to begin. */
  private settling = true;

  constructor(private readonly options: SocketOptions) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.clearTimers();
    this.drop();
  }

  /** The network is gone: a socket that outlived it could be dead without knowing. Waits for `retryNow`. */
  suspend(): void {
    if (this.stopped) return;
    this.clearTimers();
    this.drop();
    this.options.onConnection(false);
  }

  /** Skips the rest of a back-off, as when the network is back. */
  retryNow(): void {
    if (this.stopped || this.socket) return;
    this.clearTimers();
    this.attempt = 0;
    void this.connect();
  }

  /** Says something to the server; false while the socket is down. */
  send(frame: object): boolean {
    if (!this.socket || this.socket.readyState !== 1) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private async connect(): Promise<void> {
    let ticket: string;
    try {
      ticket = await this.options.ticket();
    } catch {
      this.scheduleRetry();
      return;
    }
    if (this.stopped || this.socket) return;
    const since = this.options.since();
    const query = new URLSearchParams({ ticket, ...(since === null ? {} : { since: String(since) }) });
    const socket = this.options.open(`/api/realtime/sync?${query}`);
    this.socket = socket;
    this.settling = true;
    socket.onopen = () => this.watch(socket);
    socket.onmessage = ({ data }) => this.receive(socket, data);
    socket.onclose = ({ code }) => this.closed(socket, code);
  }

  private watch(socket: SocketLike): void {
    this.heard_ms = Date.now();
    this.pingTimer = setInterval(() => {
      if (Date.now() - this.heard_ms > silenceMax_ms) this.reconnect();
      else socket.send(JSON.stringify({ type: "ping" }));
    }, pingEvery_ms);
  }

  private receive(socket: SocketLike, frame: string): void {
    if (socket !== this.socket) return;
    this.heard_ms = Date.now();
    const message = parseEnvelope(frame);
    if (!message) return;
    if (message.type === "sync_connected") {
      this.attempt = 0;
      this.options.onConnection(true);
      return;
    }
    if (message.type === "subscribed") {
      const { topic } = (message.data ?? {}) as { topic?: unknown };
      if (typeof topic === "string") this.options.onJoined(topic);
      return;
    }
    if (message.user_id === null) this.options.onBroadcast(message);
    else if (this.isInOrder(message)) this.options.onMessage(message);
  }

  private isInOrder({ type, seq }: Envelope): boolean {
    if (seq === null) return true;
    const last = this.options.since();
    if (type === "initial_state" || last === null) {
      this.settling = false;
      return true;
    }
    if (seq <= last) return false;
    if (seq > last + 1 && !this.settling) {
      this.reconnect();
      return false;
    }
    this.settling = false;
    return true;
  }

  private reconnect(): void {
    this.clearTimers();
    this.drop();
    this.options.onConnection(false);
    void this.connect();
  }

  private closed(socket: SocketLike, code: number): void {
    if (socket !== this.socket) return;
    this.socket = null;
    this.clearTimers();
    this.options.onConnection(false);
    if (code === closedExcluded) {
      this.stopped = true;
      this.options.onExcluded();
      return;
    }
    this.scheduleRetry();
  }

  private scheduleRetry(): void {
    if (this.stopped) return;
    const delay_ms = backoff_ms(this.attempt, reconnectBase_ms, reconnectCap_ms);
    this.attempt += 1;
    this.retryTimer = setTimeout(() => void this.connect(), delay_ms);
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private clearTimers(): void {
    if (this.retryTimer) clearTimeout(this.retryTimer);
    if (this.pingTimer) clearInterval(this.pingTimer);
    this.retryTimer = null;
    this.pingTimer = null;
  }
}
