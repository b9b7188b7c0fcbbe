import { CherryIcon, HomeIcon, type LucideIcon, PercentIcon, ReceiptTextIcon, SettingsIcon, ShieldCheckIcon, UserRoundIcon } from "lucide-react";

export type NavItem = { href: `/${string}`; label: string; icon: LucideIcon; onPhone: boolean };

/** Order of the navigation. A phone shows five; the desk shows all. `label` is a key of the shell's `nav`. */
export const navItems: readonly NavItem[] = [
  { href: "/home", label: "home", icon: HomeIcon, onPhone: true },
  { href: "/slot", label: "slot", icon: CherryIcon, onPhone: true },
  { href: "/wallet", label: "wallet", icon: ReceiptTextIcon, onPhone: true },
  { href: "/profile", label: "profile", icon: UserRoundIcon, onPhone: true },
  { href: "/fairness", label: "fairness", icon: ShieldCheckIcon, onPhone: false },
  { href: "/odds", label: "odds", icon: PercentIcon, onPhone: false },
  { href: "/settings", label: "settings", icon: SettingsIcon, onPhone: true },
];
