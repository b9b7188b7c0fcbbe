/**
 * The waiting inside one round. `hurry()` ends the wait that is running and every later one until the next `restart()`:
 * that is how a tap stops the reels at once and how "skip" passes over free spins.
 */
export class Pace {
  private hurried = false;
  private wake: (() => void) | null = null;

  get isHurried(): boolean {
    return this.hurried;
  }

  restart(): void {
    this.hurried = false;
  }

  hurry(): void {
    this.hurried = true;
    this.wake?.();
  }

  /** Resolves after `ms`, or as soon as somebody is in a hurry. */
  sleep(ms: number): Promise<void> {
    if (this.hurried || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.wake = done;
    });
  }
}
