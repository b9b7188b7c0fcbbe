import { CherryIcon, Dice5Icon, HeartPulseIcon, HomeIcon, type LucideIcon, PercentIcon, ReceiptTextIcon, SettingsIcon, ShieldCheckIcon, TrophyIcon, UserRoundIcon } from "lucide-react";

export type NavItem = { href: `/${string}`; label: string; icon: LucideIcon; onPhone: boolean };

/** Order of the navigation. A phone shows five; the desk shows all. `label` is a key of the shell's `nav`. */
export const navItems: readonly NavItem[] = [
  { href: "/home", label: "home", icon: HomeIcon, onPhone: true },
  { href: "/games", label: "games", icon: Dice5Icon, onPhone: true },
  { href: "/slot", label: "slot", icon: CherryIcon, onPhone: false },
  { href: "/wallet", label: "wallet", icon: ReceiptTextIcon, onPhone: true },
  { href: "/profile", label: "profile", icon: UserRoundIcon, onPhone: true },
  { href: "/fairness", label: "fairness", icon: ShieldCheckIcon, onPhone: false },
  { href: "/odds", label: "odds", icon: PercentIcon, onPhone: false },
  { href: "/leaderboard", label: "leaderboard", icon: TrophyIcon, onPhone: false },
  { href: "/responsible-play", label: "care", icon: HeartPulseIcon, onPhone: false },
  { href: "/settings", label: "settings", icon: SettingsIcon, onPhone: true },
];
