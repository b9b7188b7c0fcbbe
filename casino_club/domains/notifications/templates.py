"""Everything the club knows how to say, in one table."""

from typing import Final

from casino_club.domains.notifications.contracts import Template, Text

CAMPAIGN: Final = "campaign"
"""Its texts come with each call."""

_ALL: Final = ("in_app", "email", "push")

_TEMPLATES: Final = (
    Template(
        "security.new_device",
        "security",
        "high",
        _ALL,
        {
            "ko": Text(
                "새 기기에서 로그인했어요",
                "{device}에서 로그인했어요. 본인이 아니라면 설정에서 그 기기를 로그아웃하고 비밀번호를 바꿔 주세요.",
            ),
            "en": Text(
                "A new device logged in",
                "Someone logged in on {device}. If it was not you, log that device out in the settings and change your"
                " password.",
            ),
        },
        "/settings",
    ),
    Template(
        "security.password_changed",
        "security",
        "high",
        _ALL,
        {
            "ko": Text(
                "비밀번호를 바꿨어요",
                "이제 새 비밀번호로 로그인해 주세요. 본인이 바꾸지 않았다면 고객센터에 알려 주세요.",
            ),
            "en": Text(
                "Your password was changed",
                "Please log in with the new one from now on. If you did not change it, tell our support.",
            ),
        },
        "/settings",
    ),
    Template(
        "rewards.level_up",
        "rewards",
        "normal",
        ("in_app",),
        {
            "ko": Text("레벨 {level}에 올랐어요", "축하해요, {nickname}님! 레벨업 선물을 챙겨 두었어요."),
            "en": Text("You reached level {level}", "Well done, {nickname}! Your level gift is already yours."),
        },
        "/profile",
    ),
    Template(
        "rewards.achievement",
        "rewards",
        "normal",
        ("in_app",),
        {
            "ko": Text("업적을 달성했어요", "‘{name}’ 업적을 달성했어요. 보상을 받아 가세요."),
            "en": Text("Achievement unlocked", "You unlocked “{name}”. Your reward is waiting."),
        },
        "/achievements",
    ),
    Template(
        "rewards.season_prize",
        "rewards",
        "high",
        _ALL,
        {
            "ko": Text("시즌 {rank}위를 했어요", "랭킹 시즌이 끝났어요. 상금 {gold} 골드를 지갑에 넣어 드렸어요."),
            "en": Text("You finished the season at rank {rank}", "The season is over. {gold} gold is in your wallet."),
        },
        "/leaderboard",
    ),
    Template(
        "rewards.event_paid",
        "rewards",
        "normal",
        ("in_app",),
        {
            "ko": Text("이벤트 보상을 넣어 드렸어요", "‘{event}’ 이벤트가 끝나서 받지 않은 보상을 대신 챙겨 두었어요."),
            "en": Text(
                "Your event reward is here", "“{event}” is over, so we put the reward you earned in your wallet."
            ),
        },
        "/events",
    ),
    Template(
        "friends.requested",
        "social",
        "normal",
        ("in_app", "push"),
        {
            "ko": Text("친구 요청이 왔어요", "{friend}님이 친구가 되고 싶어 해요."),
            "en": Text("A friend request", "{friend} would like to be your friend."),
        },
        "/friends",
    ),
    Template(
        "friends.accepted",
        "social",
        "low",
        ("in_app",),
        {
            "ko": Text("새 친구가 생겼어요", "이제 {friend}님과 친구예요."),
            "en": Text("You have a new friend", "You and {friend} are friends now."),
        },
        "/friends",
    ),
    Template(
        "club.tier_changed",
        "club",
        "normal",
        ("in_app", "email"),
        {
            "ko": Text("회원 등급이 바뀌었어요", "{nickname}님은 이제 {tier} 등급이에요. 등급 혜택을 확인해 보세요."),
            "en": Text("Your tier changed", "{nickname}, your tier is {tier} now. Have a look at what comes with it."),
        },
        "/vip",
    ),
    Template(
        "club.tier_kept",
        "club",
        "low",
        ("in_app",),
        {
            "ko": Text("{tier} 등급을 그대로 둘게요", "{until}까지 지금 등급과 혜택이 이어져요."),
            "en": Text("Your {tier} tier stays", "You keep your tier and what comes with it until {until}."),
        },
        "/vip",
    ),
    Template(CAMPAIGN, "marketing", "low", _ALL, {"ko": Text("", ""), "en": Text("", "")}),
)

TEMPLATES: Final = {template.code: template for template in _TEMPLATES}
