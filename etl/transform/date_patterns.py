"""What dates look like in journalists' English: one rule for each kind of expression, and one scan that knows all.

`scan` stops where a date can open, and tries there the rules that open so; the rule that stands first wins, so longer
expressions come before those that they contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.transform.calendar_words import NUMBER

FULL_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?"
MONTH = rf"(?:(?:{FULL_MONTH}|{FULL_MONTH.upper()})(?!\w)|{SHORT_MONTH})"
YEAR = r"(?:19\d\d|20[0-4]\d)(?!\w|,\d{3})"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.:]\d|,\d{3}(?!\d))"
DAYS = rf"{DAY}(?:[-–]{DAY})?"
NTH = r"(?:[12]?(?:1st|2nd|3rd)|(?:1\d|[12]?[04-9]|30)th|31st)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)\b"
SHORT_WEEKDAY = r"(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b\.?"
UNIT = r"(?:day|week|fortnight|month|year|decade)s?"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
TO = r"(?:\s?[-–—/]\s?|\s(?:to|through|thru|until|till)\s)"
CENTURY = r"(?P<century>(?i:half a|a quarter(?: of a)?|quarter of a|three quarters of a|a)) century"
# What may follow the last number of a list of days: "on April 23 and 24 in Hanoi", but "April 23 and 12 missiles".
LIST_ENDS = (
    r"(?=[.,;:!?)”\"’]|\s?[-–—]|\s*$|\s(?:in|at|on|for|to|with|as|when|where|which|during|after|before|by|from|the|his|her|"
    r"their|its|a|an|and|but|that|this|last|next|of|was|were|is|are|will|would|respectively|between|amid|while|under|"
    r"he|she|it|they|we|who)\b)"
)
PART = (
    r"(?:(?i:late|early|mid|the end of|the start of|end of|early in|late in|the middle of|the beginning of)[ -]|"
    r"(?i:the (?:very )?(?:first|second|third|fourth|last|final|opening|closing|early|latter) "
    r"(?:week|half|days?|fortnight|weekend|part|quarter|months?) of )|(?i:the turn of ))"
)
YEAR_WORD = r"(?:last|this|next|that same|that|the same|the previous|the following|the next)"
STATED_YEAR = (
    rf"(?:,?\s+(?:of\s)?(?P<year>{YEAR})|,(?P<close_year>{YEAR})|,?\s+(?:of\s)?(?P<year_word>{YEAR_WORD})\syear\b"
    r"|,?\s+(?:of\s)?(?P<year_step>the year (?:before|after)(?: that)?\b)(?! \w+(?:ed|ing)\b))"
)
DAYPART = r"(?:morning|afternoon|evening|night|midnight|noon|lunchtime)"
VISIT_NOUN = (
    r"(?:visits?|trips?|tours?|swing|stay|stops?|stopover|summits?|journey|exercises?|drills?|manoeuvres?|maneuvers?|"
    r"missions?|talks|"
    r"meetings?|conference|war ?games?|forums?|sessions?|pilgrimage|gathering|retreat|stint|event|training|tests?|"
    r"negotiations|"
    r"consultations|dialogue|voyage|itinerary|travels?|programme|program|series|round|congress|plenum)\b"
)
# What may stand before "the 24th" where it is a day: "on the 24th", "the night of the 24th", "from the 24th".
NTH_LEAD = (
    "(?:" + "|".join(f"(?<={w} )" for w in "[Oo]n [Bb]y [Ff]rom [Uu]ntil till [Ss]ince [Bb]etween of for".split()) + ")"
)
NTH_ENDS = r"(?=\s(?:all|too|also|again|via|instead|or|until|till|if|because|since|only|there|here|then|has|had|goes|came|flew)\b)"
OF_MONTH = r" of (?P<which>this|the|that|last|next|the same|the previous|the following) month"
ORDINAL = (
    r"(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen)th|twentieth|thirtieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"thirty-first)"
)
PREFIX = rf"(?:(?:{WEEKDAY}|{SHORT_WEEKDAY}),?\s(?:the\s)?)"

RULES: dict[str, str] = {
    "iso": r"(?:19|20)\d\d(?:-\d\d?-|/\d\d?/|\.\d\d?\.)\d\d?(?!\d)",
    "slashes": r"\d\d?(?:/\d\d?/|\.\d\d?\.)(?:19|20)\d\d(?!\.?\d)",
    "dotted": r"(?:3[01]|[12]\d|0?[1-9])\.(?:1[0-2]|0?[1-9])\.\d\d(?![\w%]|[.:/]\d)",
    "days_before": (
        rf"(?P<prefix>{PREFIX})?(?:the\s)?"
        rf"(?P<days>{DAY}(?:{TO}(?:the\s)?{DAY})?(?:,\s{DAY})*(?:,?\s(?:and|or)\s(?:the\s)?{DAY})?)"
        rf"\s(?:of\s)?(?P<month>{MONTH})(?:{TO}(?P<day2>{DAY})\s(?P<month2>{MONTH}))?{STATED_YEAR}?"
    ),
    "day_list": (
        rf"(?P<month>{MONTH})\s(?P<days>{DAYS}(?:,\s{DAYS})*,?\s(?:and|or)\s(?:the\s)?{DAYS})"
        rf"(?:{STATED_YEAR}|{LIST_ENDS})"
    ),
    "days_after": (
        rf"(?P<prefix>{PREFIX})?(?P<month>{MONTH})\s(?:the\s)?(?P<days>{DAY})"
        rf"(?:{TO}(?:(?P<month2>{MONTH})\s)?(?:the\s)?(?P<day2>{DAY}))?{STATED_YEAR}?"
    ),
    "feast": (
        r"(?P<feast>New Year['’]s (?:Day|Eve)|Christmas (?:Day|Eve)|May Day|Valentine['’]s Day|Fourth of July)"
        rf"{STATED_YEAR}?"
    ),
    "month_range": rf"{PART}?(?P<month>{MONTH}){TO}{PART}?(?P<month2>{MONTH}){STATED_YEAR}?",
    "month_year": rf"{PART}?(?P<month>{MONTH}){STATED_YEAR}",
    "nth": (
        rf"{NTH_LEAD}the (?P<days>{NTH}(?:(?:, | and | to |[-–]|, and )(?:the )?{NTH})*)"
        rf"(?:{OF_MONTH}|{LIST_ENDS}|{NTH_ENDS})|the (?P<word>{ORDINAL}){OF_MONTH.replace('which', 'which2')}"
    ),
    "season": (
        rf"(?:(?i:early|late|mid)[ -])?(?:(?:[Tt]he\s)?{SEASON}(?:\sof)?\s(?P<year>{YEAR})"
        rf"|(?P<which>(?i:last|this|next))\s(?P<season>{SEASON})\b)"
    ),
    "month": (
        r"(?:(?P<which>(?i:last|this|next|this past|this coming|the previous|the following|that))\s)?"
        rf"(?P<part>{PART})?(?P<month>{MONTH})(?!\s\d\d?\b)"
    ),
    "week_day": (
        rf"(?P<week>(?i:last|this|next))\sweek,?\s(?:on\s)?(?P<weekday>{WEEKDAY})"
        rf"|(?P<number>(?i:{NUMBER}))\sweeks?\s(?P<way>from|on|ago)\s(?:on\s)?(?P<weekday2>{WEEKDAY})"
    ),
    "diary_day": rf"(?P<weekday>{WEEKDAY}|{SHORT_WEEKDAY}),?\s(?P<day>{DAY})(?=\s?[–—:;)]|\s-\s|\.?\s*$|\.\s|,\s)",
    "weekday": (
        r"(?:(?P<which>(?i:this past|this coming|the previous|the following|the preceding|the next|last|next|this|that|"
        r"coming))\s)?"
        rf"(?P<weekday>{WEEKDAY})(?:\s{DAYPART})?(?:{TO}(?P<to>{WEEKDAY}))?"
        r"(?P<week>,?\s(?:of\s)?(?:last|next|this|the previous|the following|the same|that)\sweek\b"
        r"|,?\sthe\sweek\s(?:before|after)\b(?!\s\w))?"
    ),
    "turn": (
        r"(?i:the\s(?P<unit>day|night|week|weekend|month|year)\s(?P<way>before|after)\s(?:yesterday|tomorrow|last|next)\b"
        r"(?!\s(?:week|month|year)))"
    ),
    "now": (
        r"(?i:(?:(?:earlier|later|late|early)\s)?"
        rf"(?:today|yesterday|tomorrow|tonight|last\snight|this\s{DAYPART}|"
        r"overnight(?=[.,;:]|\s(?:from|in|to|by|with|at|on|and|for|against)\b)))\b(?!['’]s\s(?:world|leaders?|generation|youth))"
    ),
    "this_unit": (
        r"(?i:(?P<when>earlier|later|early|late|at the end of|the end of|the start of)\s)?"
        r"(?P<which>(?i:this\spast|this|last|next))\s"
        r"(?P<unit>(?i:week|month|year|weekend))\b(?![-\w])"
    ),
    "weekend": r"(?i:(?P<lead>over|at|during|on)\sthe\sweekend)\b(?!\sof)",
    "ago": (
        rf"(?i:(?:{CENTURY}|(?P<number>{NUMBER})\s(?P<unit>{UNIT}))\s(?:ago|back|(?P<since>(?:(?:have|has)\s"
        rf"(?:passed|gone\sby|elapsed)\s)?since)))\b|(?P<back>[Bb]ack)\s(?P<number2>(?i:{NUMBER}))\s(?P<unit2>{UNIT})\b"
    ),
    "ahead": (
        rf"(?i:(?:{CENTURY}|(?P<number>{NUMBER})\s(?P<unit>{UNIT}))\sfrom\snow"
        rf"|in\s(?P<number2>{NUMBER})\s(?P<unit2>{UNIT})['’]?\stime)\b"
    ),
    "same_unit": (
        r"(?i:(?:(?:earlier|later|early|late)\s)?the\s(?:very\s)?(?P<which>previous|preceding|prior|following|next|same|ensuing)\s"
        rf"(?P<unit>day|week|month|year|weekend|{DAYPART}))\b(?!\s(?:or|to)\s(?:two|three))"
        r"|(?i:(?:(?:earlier|later|early|late)\s)?that\s(?:same\s|very\s)?"
        rf"(?P<unit2>day|week|month|year|weekend|spring|summer|autumn|winter|{DAYPART}))\b(?!-)"
        r"|(?i:(?:earlier|later)\sin\sthe\s(?P<unit3>day|week|month|year))\b"
    ),
    "counted": (
        rf"(?i:(?:{CENTURY}|(?P<number>{NUMBER})(?:\smore)?\s(?P<unit>{UNIT})|the\s(?P<one>day|night|evening|morning|week|month|year))\s"
        r"(?P<way>later|earlier|afterwards?|previously|beforehand|before|after|prior|on(?=[,.])))\b(?P<to>\sto\b)?"
    ),
    "duration": (
        rf"(?i:(?P<number>{NUMBER})[- ](?P<unit>day|week|month|night)s?(?:['’]|-long)?)"
        rf"(?=[, ](?:[\w’'-]+,?[ -]){{0,4}}?{VISIT_NOUN})"
        r"|(?i:for|over|across|lasting|lasts|lasted|spend|spends|spent|spending|stays?|stayed|of)\s(?:the\s)?"
        rf"(?i:(?P<number2>{NUMBER})"
        r"\s(?P<unit2>day|week|month|night)s?)\b(?!\s(?:ago|later|earlier|before|after|old)|['’]?-)"
        r"|(?P<unit3>(?i:day|week|month))-?long\b"
        rf"|(?i:(?P<number3>{NUMBER})\s(?P<unit4>day|week)s)(?=\sof\s(?:[\w’'-]+[ -]){{0,3}}?{VISIT_NOUN})"
    ),
    "year_range": rf"(?P<year>{YEAR.split('(?!')[0]})[-–/](?P<year2>(?:19|20)?\d\d)(?![\w-])",
    "year": rf"{PART}?(?P<year>{YEAR})",
}
PATTERNS = {name: re.compile(source) for name, source in RULES.items()}
UNITS = r"(?:day|week|fortnight|month|year|decade|night|century)"
NUMBER_WORDS = NUMBER.replace(r"\d{1,3}|", "")
# How expressions open, and the rules that can open so, in the order of RULES.
OPENINGS: dict[str, tuple[str, str]] = {
    "digit": (r"\d", "iso slashes dotted days_before week_day ago ahead counted duration year_range year"),
    "month": (
        r"(?:J(?:an|un|ul|AN|UN|UL)|F(?:eb|EB)|M(?:ar|ay|AR|AY)|A(?:pr|ug|PR|UG)|S(?:ep|EP)|O(?:ct|CT)|N(?:ov|OV)|"
        r"D(?:ec|EC))",
        "day_list days_after feast month_range month_year month",
    ),
    "weekday": (
        r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)",
        "days_before days_after diary_day weekday",
    ),
    "feast": (r"(?:New Year|Christmas|Valentine|Fourth of)", "feast"),
    "the": (
        r"[Tt]he\s(?=\d|(?:very|turn|start|begin|mid|end|first|second|third|fourth|last|final|open|clos|early|latt?e|prev|prece|"
        r"prior|follow|next|same|ensu|day|night|evening|morning|seven|eigh|nin|ten|elev|twel|thir|four|fif|six|twen|week|month|year|spring|summer|autumn|fall|winter|coming|[SFAW][upai][mrlun])|"
        r"(?:start|end|beginning|middle))",
        "days_before month_range month_year nth season month weekday turn this_unit same_unit counted year",
    ),
    "which": (
        r"(?:[Ll]ast|[Nn]ext|[Tt]hat|[Tt]his|[Cc]oming|LAST|NEXT|THIS)\s",
        "season month week_day weekday now this_unit same_unit",
    ),
    "part": (
        r"(?:[Ee]arl(?:y|ier)|[Ll]ater?|[Mm]id|[Ee]nd of|[Ss]tart of|[Bb]eginning of|[Aa]t the end of)[ -]",
        "month_range month_year season month now this_unit same_unit year",
    ),
    "season": (SEASON, "season"),
    "now": (r"(?:[Tt]o(?:day|morrow|night)|[Yy]esterday|[Oo]vernight)", "now"),
    "number": (
        rf"(?i:(?:{NUMBER_WORDS})[ -](?:more )?{UNITS}|a quarter|quarter of|half a c|three quarters)",
        "week_day ago ahead counted duration",
    ),
    "span": (
        rf"(?:[Ff]or|[Oo]ver|[Aa]cross|[Ll]ast(?:s|ed|ing)|[Ss]pen[dt](?:s|ing)?|[Ss]tay(?:s|ed)?|of)\s(?:the\s)?(?i:{NUMBER})\s",
        "duration",
    ),
    "weekend": (r"(?:[Oo]ver|[Aa]t|[Dd]uring|[Oo]n)\sthe\sw", "weekend"),
    "ahead": (rf"[Ii]n\s(?i:{NUMBER})\s{UNITS}", "ahead"),
    "back": (rf"[Bb]ack\s(?i:{NUMBER})\s", "ago"),
    "long": (r"(?:[Dd]ay|[Ww]eek|[Mm]onth)-?long", "duration"),
}
# No part of a word, an amount of money or a name with numbers ("$2,019", "Hwasong-17", "post-2019").
WORD_START = r"\b(?=[\dABCDEFHIJLMNOQSTVWYabcdefhilmnoqstwy])(?<!\w[-.,:/])(?<![$£€#])"
OPENING = re.compile(
    WORD_START + "(?:" + "|".join(f"(?P<{name}>{source})" for name, (source, _) in OPENINGS.items()) + ")"
)
OPENED_BY = {name: [(rule, PATTERNS[rule]) for rule in rules.split()] for name, (_, rules) in OPENINGS.items()}


def scan(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Name of the rule and its match for each expression in `text`, in order and without overlaps."""
    position = 0
    while opening := OPENING.search(text, position):
        position = opening.start() + 1
        for rule, pattern in OPENED_BY[opening.lastgroup or ""]:
            if match := pattern.match(text, opening.start()):
                yield rule, match
                position = match.end()
                break
