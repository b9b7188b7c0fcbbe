"use client";

import dynamic from "next/dynamic";

/** Fetched after the page has painted: nothing is told before the live line is up. */
export const LazyToasts = dynamic(() => import("./member-toasts").then(({ MemberToasts }) => MemberToasts), { ssr: false });
