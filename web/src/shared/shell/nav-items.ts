import { Dice5Icon, HeartPulseIcon, HomeIcon, type LucideIcon, MicVocalIcon, PercentIcon, ReceiptTextIcon, SettingsIcon, ShieldCheckIcon, SparklesIcon, StoreIcon, TrophyIcon, UserRoundIcon, UsersIcon } from "lucide-react";

export type NavItem = {
  href: `/${string}`;
  /** A key of the shell's `nav`. */
  label: string;
  icon: LucideIcon;
  onPhone: boolean;
  /** Shows how many rewards wait, or payments that have not come to an end. */
  counts?: "rewards" | "payments";
  /** Other pages that are reached from here. */
  rooms?: readonly `/${string}`[];
};

/** Order of the navigation. A phone shows five; the desk shows all. */
export const navItems: readonly NavItem[] = [
  { href: "/home", label: "home", icon: HomeIcon, onPhone: true },
  { href: "/games", label: "games", icon: Dice5Icon, onPhone: true },
  { href: "/club", label: "club", icon: SparklesIcon, onPhone: true, counts: "rewards", rooms: ["/streak", "/missions", "/pass", "/vip", "/events", "/achievements", "/stories", "/quiz", "/welcome"] },
  { href: "/stage", label: "stage", icon: MicVocalIcon, onPhone: false },
  { href: "/friends", label: "friends", icon: UsersIcon, onPhone: false },
  { href: "/leaderboard", label: "leaderboard", icon: TrophyIcon, onPhone: false },
  { href: "/shop", label: "shop", icon: StoreIcon, onPhone: false, counts: "payments" },
  { href: "/wallet", label: "wallet", icon: ReceiptTextIcon, onPhone: false },
  { href: "/profile", label: "profile", icon: UserRoundIcon, onPhone: true },
  { href: "/fairness", label: "fairness", icon: ShieldCheckIcon, onPhone: false },
  { href: "/odds", label: "odds", icon: PercentIcon, onPhone: false },
  { href: "/responsible-play", label: "care", icon: HeartPulseIcon, onPhone: false },
  { href: "/settings", label: "settings", icon: SettingsIcon, onPhone: true },
];
