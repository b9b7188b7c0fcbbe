import { ServerClock } from "@/features/crash/play/server-clock";

/** The server's time at the wheel, heard from every snapshot and every message of a round. */
export const clock = new ServerClock();
