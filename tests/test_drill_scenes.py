"""Who fired what, and when: many ways in which a journalist says so, each with the drills it must give."""

from __future__ import annotations

from etl.transform import drills

SCENES = [
    (
        "2024-03-19",
        (
            "North Korea test-fired a solid-fuel engine for an intermediate-range hypersonic missile on Tuesday, state media said.",
        ),
        set(),
    ),
    (
        "2024-03-19",
        (
            "Iran's Revolutionary Guards fired nine missiles, including a Shahab-3, during a war game in the central desert on Monday, Press TV reported.",
            "The weapons hit targets 1,300 km away.",
        ),
        {("IRN", "2024-03-18")},
    ),
    (
        "2024-03-19",
        (
            "Russia's Northern Fleet said the submarine Tula had launched a Sineva ballistic missile from the Barents Sea on Sunday.",
            "The warhead reached the Kura range in Kamchatka.",
        ),
        {("RUS", "2024-03-17")},
    ),
    (
        "2024-03-19",
        (
            "Pakistan on Tuesday conducted a successful training launch of the Shaheen-II, the military's media wing said.",
        ),
        {("PAK", "2024-03-19")},
    ),
    (
        "2024-09-26",
        (
            "China said it had launched an intercontinental ballistic missile carrying a dummy warhead into the Pacific at 8:44 a.m. on Wednesday.",
            "It was the first such test into international waters since 1980.",
        ),
        {("CHN", "2024-09-25")},
    ),
    (
        "2023-11-19",
        ("France's armed forces ministry said an M51.3 missile was test-fired from Biscarrosse on Saturday.",),
        {("FRA", "2023-11-18")},
    ),
    (
        "2024-05-30",
        (
            "Ten or so short-range ballistic missiles flew from Sunan toward the East Sea on Thursday morning, Seoul's military said.",
        ),
        {("PRK", "2024-05-30")},
    ),
    (
        "2024-04-20",
        ("India will test the Agni-4 between April 25 and 27, according to a notice to airmen.",),
        {("IND", "2024-04-25")},
    ),
    (
        "2024-07-20",
        (
            "Turkey's Roketsan test-fired its Tayfun ballistic missile from Rize over the Black Sea on July 18. It flew 561 km in 458 seconds.",
        ),
        {("TUR", "2024-07-18")},
    ),
    (
        "2024-07-20",
        (
            "Taiwan's army shot down target drones with Patriot missiles at the Jiupeng base on Tuesday in a live-fire drill.",
        ),
        {("TWN", "2024-07-16")},
    ),
    (
        "2024-08-20",
        ("Japan launched its H3 rocket from Tanegashima on Aug. 10, putting an observation satellite into orbit.",),
        {("JPN", "2024-08-10")},
    ),
    (
        "2024-08-20",
        ("South Korea and the United States began their annual Ulchi Freedom Shield exercise on Monday.",),
        {("KOR", "2024-08-19")},
    ),
    (
        "2022-10-07",
        (
            "North Korea fires two missiles",
            "The pair, launched 20 minutes apart on Thursday, were the sixth salvo in twelve days. Pyongyang called them a warning.",
            "North Korea's missiles drew condemnation.",
        ),
        {("PRK", "2022-10-06")},
    ),
    (
        "2022-11-04",
        (
            "North Korea fires more than 20 missiles in a day",
            "North Korea fired at least 23 missiles on Wednesday, one of which landed less than 60 km off Sokcho.",
            "South Korea answered with three air-to-ground missiles.",
            "Another six were launched on Thursday, among them a suspected ICBM that failed.",
        ),
        {("PRK", "2022-11-02"), ("PRK", "2022-11-03")},
    ),
    (
        "2019-07-26",
        ("Two KN-23s left Wonsan at dawn on Thursday. One flew 430 km, the other 690.",),
        {("PRK", "2019-07-25")},
    ),
    (
        "2024-10-30",
        (
            "President Vladimir Putin on Tuesday oversaw a drill in which Yars and Sineva missiles were fired to simulate a massive nuclear response.",
        ),
        {("RUS", "2024-10-29")},
    ),
    (
        "2024-11-22",
        ("Ukraine said Russia had used a new missile against Dnipro on Thursday; Putin named it Oreshnik.",),
        set(),
    ),
    (
        "2016-03-10",
        (
            "Iran's Guards launched two Qadr missiles from the Alborz mountains on Wednesday, Fars reported, a day after other tests in defiance of Washington.",
        ),
        {("IRN", "2016-03-09")},
    ),
    (
        "2019-01-15",
        (
            "The Payam satellite failed to reach orbit after its Simorgh carrier did not gain enough speed in the third stage, the telecoms minister said on Tuesday.",
            "The rocket had been launched from Semnan that morning. Iran has promised another try.",
        ),
        {("IRN", "2019-01-15")},
    ),
    (
        "2024-06-27",
        (
            "The JCS in Seoul said the launch from near Pyongyang at about 5.30am on Wednesday ended in failure. The missile blew up after 250km.",
            "North Korea claimed to have tested multiple warheads.",
        ),
        {("PRK", "2024-06-26")},
    ),
    (
        "2023-08-25",
        (
            "North Korea's second attempt to put a spy satellite into orbit failed on Thursday, three months after a first one ended in the Yellow Sea on May 31.",
        ),
        {("PRK", "2023-05-31"), ("PRK", "2023-08-24")},
    ),
    (
        "2024-01-06",
        (
            "North Korea fired about 200 artillery shells into waters near Yeonpyeong island on Friday, prompting the South's marines to hold a live-fire drill.",
        ),
        {("PRK", "2024-01-05")},
    ),
    (
        "2024-04-25",
        ("Poland's army fired HIMARS rockets for the first time at Ustka on Tuesday during an exercise.",),
        {("POL", "2024-04-23")},
    ),
    ("2018-06-13", ("President Trump said the war games with South Korea would be suspended.",), set()),
    (
        "2024-12-12",
        (
            "The Pentagon said a hypersonic missile, the Dark Eagle, was successfully fired from Cape Canaveral this week.",
        ),
        {("USA", "2024-12")},
    ),
    (
        "2006-07-06",
        ("Seven missiles, one of them a long-range Taepodong-2, were fired by North Korea on July 4 and 5.",),
        {("PRK", "2006-07-04"), ("PRK", "2006-07-05")},
    ),
    (
        "2025-05-08",
        (
            "South Korea's military said North Korea launched multiple types of short-range ballistic missiles from the Wonsan area between 8:10 a.m. and 9:20 a.m. on Thursday.",
            "The North last launched a ballistic missile on March 10, when it fired several from Hwanghae province.",
        ),
        {("PRK", "2025-03-10"), ("PRK", "2025-05-08")},
    ),
    (
        "2025-10-23",
        (
            "North Korea says it tested hypersonic projectiles",
            "Pyongyang's state media reported on Thursday that two hypersonic projectiles launched from Ryokpho the previous day struck a target in North Hamgyong province. Kim Jong Un did not attend.",
        ),
        {("PRK", "2025-10-22")},
    ),
    (
        "2024-11-06",
        (
            "Days before the U.S. vote, on Oct. 31, North Korea test-fired the Hwasong-19 ICBM, which stayed in the air for 86 minutes. On Tuesday it lobbed at least seven short-range missiles into the sea.",
        ),
        {("PRK", "2024-10-31"), ("PRK", "2024-11-05")},
    ),
    (
        "2024-03-28",
        (
            "India's navy said it had fired a BrahMos from a destroyer during a drill in the Bay of Bengal on March 6 and a second from a corvette on March 20.",
        ),
        {("IND", "2024-03-06"), ("IND", "2024-03-20")},
    ),
    (
        "2024-09-22",
        (
            "Satellite pictures suggest that Russia's Sarmat exploded in its silo at Plesetsk during a test on about September 21, experts said. Russia has made just one successful launch of the missile, in April 2022.",
        ),
        {("RUS", "2022-04"), ("RUS", "2024-09-21")},
    ),
    (
        "2021-08-27",
        (
            "China's rocket force fired two DF-26 missiles into the South China Sea a year ago, on August 26, 2020, after a U.S. spy plane flew over.",
        ),
        {("CHN", "2020-08-26")},
    ),
    (
        "2022-08-05",
        (
            "China fired 11 ballistic missiles into waters around Taiwan on Thursday, five of which landed in Japan's exclusive economic zone, in its largest drills yet around the island. Taipei condemned them.",
        ),
        {("CHN", "2022-08-04")},
    ),
    (
        "2024-12-13",
        (
            "The U.S. Missile Defense Agency shot down a ballistic missile target off Guam on Tuesday with an SM-3 interceptor fired from an Aegis system.",
        ),
        {("USA", "2024-12-10")},
    ),
    (
        "2024-12-13",
        (
            "Israel carried out a test of the Arrow 3 with the United States in Alaska in July 2019, hitting three targets.",
        ),
        {("ISR", "2019-07")},
    ),
    (
        "2024-05-02",
        (
            "Pakistan's army on Wednesday conducted a training launch of the Fatah-II guided rocket, with a range of 400 km, ISPR said.",
        ),
        {("PAK", "2024-05-01")},
    ),
    (
        "2024-07-01",
        (
            "A North Korean missile tested Monday may have failed, exploding over land, Seoul said. Its twin flew 600 km.",
        ),
        {("PRK", "2024-07-01")},
    ),
    (
        "2023-06-01",
        (
            "Pyongyang's rocket, carrying its first spy satellite, plunged into the Yellow Sea on Wednesday after the second stage failed to ignite. North Korea said it would try again as soon as possible.",
        ),
        {("PRK", "2023-05-31")},
    ),
    (
        "2024-02-01",
        (
            "Tehran, Jan. 28 - Iran's Simorgh rocket carried three satellites into space on Sunday. A week earlier, on Jan. 20, the Guards' Qaem-100 had put the Sorayya into a 750 km orbit.",
        ),
        {("IRN", "2024-01-20"), ("IRN", "2024-01-28")},
    ),
    (
        "2024-05-22",
        (
            "Russia began the first stage of tactical nuclear weapons exercises in its Southern Military District on Tuesday, the defence ministry said, with Iskander and Kinzhal crews taking part.",
        ),
        {("RUS", "2024-05-21")},
    ),
    (
        "2025-01-15",
        (
            "It was the North's second launch of the year, after the one on Jan. 6 of what it called a hypersonic IRBM. Tuesday's volley of short-range missiles flew 250 km. North Korea did not comment.",
        ),
        {("PRK", "2025-01-06"), ("PRK", "2025-01-14")},
    ),
    (
        "2024-06-12",
        ("Japan's navy test-fired an SM-3 Block IIA off Hawaii in November 2022, it said.",),
        {("JPN", "2022-11")},
    ),
    (
        "2024-06-12",
        (
            "The museum opened an exhibition on rockets on Tuesday. Its director launched a campaign to fund a new wing.",
        ),
        set(),
    ),
    ("2024-06-12", ("Lawmakers fired questions about missile defence at the minister on Tuesday.",), set()),
    (
        "2024-06-12",
        (
            "The United States and South Korea held a joint drill on Wednesday with a B-1B bomber, which dropped guided bombs.",
        ),
        {("KOR", "2024-06-12")},
    ),
    (
        "2024-01-25",
        ("State media said the Pulhwasal-3-31 was fired on Wednesday. The test followed a drill on Jan. 14.",),
        {("PRK", "2024-01-24")},
    ),
    # Harder: an ellipsis, a day that only the context gives, several launches of which one is older.
    (
        "2022-03-26",
        (
            "Kim guided the test himself on March 24. It went to 6,248 km, state media said, and came down after 67 minutes.",
            "North Korea called it the Hwasongpho-17 missile.",
        ),
        {("PRK", "2022-03-24")},
    ),
    (
        "2024-02-15",
        (
            "Pyongyang fired several cruise missiles off its east coast Wednesday, the fifth such launch this year.",
            "Earlier rounds came on Jan. 24, Jan. 28, Jan. 30 and Feb. 2.",
        ),
        {
            ("PRK", "2024-01-24"),
            ("PRK", "2024-01-28"),
            ("PRK", "2024-01-30"),
            ("PRK", "2024-02-02"),
            ("PRK", "2024-02-14"),
        },
    ),
    (
        "2024-06-30",
        (
            "On June 26 what Pyongyang described as a multiple-warhead test ended, by Seoul's account, in an explosion. Four days on, the South held live-fire drills near the border.",
        ),
        {("PRK", "2024-06-26")},
    ),
    (
        "2024-04-03",
        (
            "Kim Jong Un called the Hwasongpho-16B launched the day before 'an absolutely superior weapon'. North Korea's neighbours protested.",
        ),
        {("PRK", "2024-04-02")},
    ),
    (
        "2022-01-31",
        (
            "January was the busiest month on record for North Korea: hypersonic missiles on the 5th and 11th, two from a train on the 14th, two more on the 17th, cruise missiles on the 25th and a Hwasong-12 on the 30th.",
        ),
        {
            ("PRK", "2022-01-05"),
            ("PRK", "2022-01-11"),
            ("PRK", "2022-01-14"),
            ("PRK", "2022-01-17"),
            ("PRK", "2022-01-25"),
            ("PRK", "2022-01-30"),
        },
    ),
    (
        "2024-09-26",
        (
            "The United States Air Force launched an unarmed Minuteman III from Vandenberg Space Force Base on Tuesday night.",
            "The previous test took place on June 6.",
        ),
        {("USA", "2024-06-06"), ("USA", "2024-09-24")},
    ),
    (
        "2024-02-21",
        (
            "A Trident missile fired by HMS Vanguard off Florida on January 30 plopped into the sea beside the submarine, the Defence Ministry confirmed on Wednesday.",
            "Britain's last test, in 2016, also went wrong.",
        ),
        {("GBR", "2016"), ("GBR", "2024-01-30")},
    ),
    (
        "2023-12-19",
        (
            "Pyongyang lofted a Hwasong-18 on Monday, a day after a shorter-range weapon splashed down in the East Sea.",
            "Japan's coast guard put the apogee at 6,000 km.",
        ),
        {("PRK", "2023-12-18")},
    ),
    (
        "2024-01-16",
        (
            "North Korea said on Monday it had successfully tested a solid-fuel missile tipped with a hypersonic warhead a day earlier.",
        ),
        {("PRK", "2024-01-14")},
    ),
    (
        "2024-04-20",
        ("Analysts say North Korea could launch a spy satellite as early as next week.",),
        set(),
    ),
    (
        "2024-04-20",
        ("Russia fired 40 missiles at Ukraine overnight on Friday, killing nine people in Dnipro.",),
        set(),
    ),
    (
        "2024-04-20",
        ("The Houthis launched two anti-ship ballistic missiles at a tanker in the Red Sea on Thursday.",),
        set(),
    ),
    (
        "2021-09-16",
        (
            "South Korea tested its first submarine-launched ballistic missile on Wednesday, hours after North Korea fired two ballistic missiles from a train.",
        ),
        {("KOR", "2021-09-15"), ("PRK", "2021-09-15")},
    ),
    (
        "2020-04-01",
        (
            "North Korea fires again",
            "The latest launches, on March 29, involved what the North called super-large rocket launchers. Kim had watched similar firings on March 2 and March 9.",
        ),
        {("PRK", "2020-03-02"), ("PRK", "2020-03-09"), ("PRK", "2020-03-29")},
    ),
    (
        "2017-07-05",
        (
            "North Korea said Tuesday that it had carried out its first test of an intercontinental ballistic missile, the Hwasong-14.",
        ),
        {("PRK", "2017-07-04")},
    ),
    (
        "2023-04-14",
        ("Israel shot down a drone. Hezbollah fired rockets into the Galilee on Thursday, wounding three.",),
        set(),
    ),
    (
        "2012-12-13",
        (
            "North Korea's Unha-3 lifted off from Sohae at 9:49 a.m. Wednesday and placed a satellite in orbit, NORAD confirmed. A first try had failed in April.",
        ),
        {("PRK", "2012-04"), ("PRK", "2012-12-12")},
    ),
    (
        "2024-08-28",
        (
            "North Korea's Kim watched tests of a 240mm multiple rocket launcher with a new guidance system, KCNA said on Wednesday. The tests were held on Tuesday.",
        ),
        {("PRK", "2024-08-27")},
    ),
    (
        "2019-05-10",
        (
            "Trump shrugged off the firing of two short-range missiles by North Korea on Thursday, its second test in less than a week after a volley on May 4.",
        ),
        {("PRK", "2019-05-04"), ("PRK", "2019-05-09")},
    ),
    (
        "2023-05-30",
        ("North Korea has told Japan that it will launch a satellite between May 31 and June 11.",),
        {("PRK", "2023-05-31")},
    ),
    (
        "2020-01-09",
        (
            "Iran fired more than a dozen ballistic missiles at two Iraqi bases housing U.S. troops early on Wednesday in retaliation for the killing of Qassem Soleimani.",
        ),
        set(),
    ),
    (
        "2024-10-02",
        ("Iran launched about 180 ballistic missiles at Israel on Tuesday night.",),
        set(),
    ),
    (
        "2021-10-20",
        (
            "North Korea confirmed on Wednesday that it had test-fired a new type of submarine-launched ballistic missile from the same vessel that launched its first in 2016. The missile was fired off Sinpo on Tuesday.",
        ),
        {("PRK", "2021-10-19")},
    ),
]


FACTS = [
    ("North Korea fired a ballistic missile, possibly an intermediate-range one, on Tuesday.", "n_fired", 1),
    ("Iran launched an ICBM and two short-range missiles on Monday.", "n_fired", 3),
    ("It was North Korea's fifth missile launch in ten days, fired on Tuesday from Sunan.", "n_fired", None),
    ("North Korea fired several cruise missiles into the Yellow Sea on Tuesday.", "n_fired", None),
    ("North Korea fired two missiles on Tuesday. They flew 680 miles.", "distance_km", 1094.4),
    ("India test-fired an Agni-4 on Tuesday. It is able to reach 4,000 km.", "distance_km", None),
    ("North Korea fired a missile on Tuesday. It rose to a peak of 6,100km.", "apogee_km", 6100.0),
    ("The U.S. Air Force launched a Minuteman III from Vandenberg on Tuesday.", "latitude", 34.742),
    ("Iran's Simorgh rocket exploded shortly after it was launched on Tuesday.", "status", "failed"),
    ("North Korea plans to launch a spy satellite on May 27.", "status", "planned"),
    ("North Korea on Monday held a drill in which missiles were fired in a nuclear counterattack.", "kind", "simulated_strike"),
    ("Pakistan fired a Nasr missile during a military exercise on Tuesday.", "kind", "firing_drill"),
    ("Japan launched a satellite on an H3 rocket on Tuesday.", "kind", "satellite_launch"),
]  # fmt: skip
LEAST_SCENES, LEAST_FACTS = 0.7, 0.69
"""Scorers are no rules: a new training moves single scenes, the share that is read right must not fall."""


def test_who_and_when(read) -> None:
    wrong = {}
    for published, paragraphs, expected in SCENES:
        found = {(d.country_iso3, d.drill_date) for d in drills.find(read(*paragraphs, published=published))}
        if found != expected:
            wrong[paragraphs] = (expected, found)
    assert len(wrong) <= (1 - LEAST_SCENES) * len(SCENES), wrong


def test_facts_of_one_launch(read) -> None:
    wrong = {}
    for text, field, value in FACTS:
        found = [getattr(drill, field) for drill in drills.find(read(text))]
        if found != [value]:
            wrong[text] = (value, found)
    assert len(wrong) <= (1 - LEAST_FACTS) * len(FACTS), wrong
