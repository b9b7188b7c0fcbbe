import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const config = [
  { ignores: ["node_modules/**", ".next/**", "out/**", "public/**", "next-env.d.ts", "src/shared/api/schema.d.ts"] },
  ...nextVitals,
  ...nextTypescript,
  {
    files: ["src/**/*.{ts,tsx}", "e2e/**/*.{ts,mts}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      eqeqeq: "error",
      "max-lines": ["error", { max: 600 }],
    },
  },
  {
    files: ["src/**/*.tsx"],
    rules: { "max-lines": ["error", { max: 250 }] },
  },
  {
    // Next's file conventions demand a default export; everything else is named.
    files: ["src/features/**/*.{ts,tsx}", "src/shared/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Use a named export." },
        { selector: "ExportAllDeclaration", message: "No barrels: import from the module itself." },
      ],
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Use @/shared/api/client." },
        { name: "WebSocket", message: "Use @/shared/live." },
      ],
    },
  },
  {
    files: ["src/shared/api/**/*.ts", "src/shared/auth/**/*.ts", "src/shared/live/**/*.{ts,tsx}", "src/**/*.test.{ts,tsx}"],
    rules: { "no-restricted-globals": "off" },
  },
];

export default config;
