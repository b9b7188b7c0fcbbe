import type { NextConfig } from "next";

const isDevelopment = process.env.NODE_ENV === "development";
const developmentApi = process.env.DEV_API_ORIGIN ?? "http://127.0.0.1:8000";

/** Production is a folder of static files; development proxies the API so that cookies stay on one origin. */
const config: NextConfig = {
  ...(isDevelopment
    ? { rewrites: async () => [{ source: "/api/:path*", destination: `${developmentApi}/api/:path*` }] }
    : { output: "export" as const }),
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: {
    root: import.meta.dirname,
    // Messages arrive compiled (shared/i18n/messages.ts): the formatter without a parser is enough.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
  experimental: { optimizePackageImports: ["radix-ui", "lucide-react"] },
};

export default config;
