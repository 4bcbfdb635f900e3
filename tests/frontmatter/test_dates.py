from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx_anthology.frontmatter.dates import DateError, parse_date, parse_date_in_path

SEOUL = ZoneInfo("Asia/Seoul")
KST = timezone(timedelta(hours=9))


def seoul(hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0) -> datetime:
    """Return a time on 3 April 2025 in Seoul."""
    return datetime(2025, 4, 3, hour, minute, second, microsecond, tzinfo=KST)


FORMS = {
    # digits, year first
    "2025-04-03": seoul(),
    "2025-4-3": seoul(),
    "2025/04/03": seoul(),
    "2025.4.3": seoul(),
    "20250403": seoul(),
    "2025-04-03 10:11": seoul(10, 11),
    "2025-04-03 10:11:12": seoul(10, 11, 12),
    "2025-04-03T10:11": seoul(10, 11),
    "2025-04-03T10:11:12": seoul(10, 11, 12),
    "2025-4-3 1:2:3": seoul(1, 2, 3),
    "2025/4/3 1:02": seoul(1, 2),
    "20250403T1011": seoul(10, 11),
    "20250403T011112Z": seoul(10, 11, 12),
    "20250403T101112.5+0900": seoul(10, 11, 12, 500_000),
    # offset or time zone
    "2025-04-03 10:11:12 +0900": seoul(10, 11, 12),
    "2025-04-03 10:11:12+0900": seoul(10, 11, 12),
    "2025-04-03 10:11:12+09:00": seoul(10, 11, 12),
    "2025-04-03 10:11:12 + 0900": seoul(10, 11, 12),
    "2025-04-03 01:11:12.345+00": seoul(10, 11, 12, 345_000),
    "2025-04-03 01:11:12,345 UTC": seoul(10, 11, 12, 345_000),
    "2025-04-03T01:11:12.345Z": seoul(10, 11, 12, 345_000),
    "2025-04-03t01:11:12.345678z": seoul(10, 11, 12, 345_678),
    "2025-04-03T01:11:9Z": seoul(10, 11, 9),
    "2025-04-03T10:11:12.345678+09:00": seoul(10, 11, 12, 345_678),
    "2025-04-02 21:11 -0400": seoul(10, 11),
    "2025-04-02 21:11 \N{MINUS SIGN}04:00": seoul(10, 11),
    "2025-04-03 +0900": seoul(),
    "2025-04-03 00:00 KST": seoul(),
    "2025-04-03 00:00 jst": seoul(),
    "2025-04-03 01:11 GMT": seoul(10, 11),
    "2025-04-03 10:11 GMT+9": seoul(10, 11),
    "2025-04-03 10:11:12 +0900 KST": seoul(10, 11, 12),
    "2025-04-03T10:11+09:00[Asia/Seoul]": seoul(10, 11),
    "2025-04-03T10:11+09:00[!Asia/Seoul][u-ca=gregory]": seoul(10, 11),
    "2025-04-03T03:11[Europe/Berlin]": seoul(10, 11),
    "2025-04-03T01:11[UTC]": seoul(10, 11),
    "2025-04-03T10:11+09:00[Nowhere/Land]": seoul(10, 11),
    # English
    "April 3, 2025": seoul(),
    "APRIL 3, 2025": seoul(),
    "Apr 3, 2025": seoul(),
    "apr. 03 2025": seoul(),
    "Apr 3rd, 2025": seoul(),
    "3 April 2025": seoul(),
    "3. April 2025": seoul(),
    "3rd of April, 2025": seoul(),
    "03-Apr-2025": seoul(),
    "Thursday, April 3, 2025": seoul(),
    "April 3, 2025 10:11 AM": seoul(10, 11),
    "April 3, 2025 at 10:11 p.m.": seoul(22, 11),
    "Apr 3, 2025, 10:11:12\u202fPM": seoul(22, 11, 12),
    "April 3, 2025 12:11 AM": seoul(0, 11),
    "April 3, 2025 12:11 PM": seoul(12, 11),
    "April 3, 2025 3pm KST": seoul(15),
    "2025-04-03 PM 3:05": seoul(15, 5),
    "2025-04-03 15:05 PM": seoul(15, 5),
    # written by tools
    "Thu Apr 03 2025 01:11:12 GMT+0000 (Coordinated Universal Time)": seoul(10, 11, 12),
    "Thu Apr 03 2025 10:11:12 GMT+0900 (한국 표준시)": seoul(10, 11, 12),
    "Thu, 03 Apr 2025 10:11:12 +0900": seoul(10, 11, 12),
    "Thu, 3 Apr 2025 01:11:12 GMT": seoul(10, 11, 12),
    "Wed, 02 Apr 2025 20:11:12 -0500 (EST)": seoul(10, 11, 12),
    "Thu Apr  3 10:11:12 2025 +0900": seoul(10, 11, 12),
    "Thu Apr  3 01:11:12 UTC 2025": seoul(10, 11, 12),
    "1743642672": seoul(10, 11, 12),
    # Korean, Japanese, Chinese
    "2025년 4월 3일": seoul(),
    "2025년4월3일": seoul(),
    "2025년 04월 03일 (목)": seoul(),
    "2025년 4월 3일 목요일 10:11": seoul(10, 11),
    "2025년 4월 3일 오후 3시 5분": seoul(15, 5),
    "2025년 4월 3일 오전 3시 5분 6초": seoul(3, 5, 6),
    "2025년 4월 3일 15시": seoul(15),
    "2025년 4월 3일 오후 0시 5분": seoul(12, 5),
    "2025년 4월 3일 오전 12시 5분": seoul(0, 5),
    unicodedata.normalize("NFD", "2025년 4월 3일 오후 3시"): seoul(15),
    "2025. 4. 3.": seoul(),
    "2025. 4. 3. 오후 3:05:06": seoul(15, 5, 6),
    "2025.04.03.(목) 오전 3:05": seoul(3, 5),
    "2025年4月3日": seoul(),
    "2025年4月3日(木) 午後3時5分": seoul(15, 5),
    "2025年4月3日15:05": seoul(15, 5),
    "2025年4月3日 星期四 下午3时5分": seoul(15, 5),
    # year last, unambiguous
    "13/04/2025": seoul() + timedelta(days=10),
    "04/13/2025": seoul() + timedelta(days=10),
    "13.04.2025 10:11": seoul(10, 11) + timedelta(days=10),
    "04/04/2025": seoul() + timedelta(days=1),
    # surrounding characters
    " 2025-04-03\r\n": seoul(),
    "'2025-04-03'": seoul(),
    "“2025-04-03”": seoul(),
    "\u30002025-04-03\u00a010:11": seoul(10, 11),
    "\ufeff2025-04-03": seoul(),
    "\u200e2025-04-03\u200e": seoul(),
    "２０２５－０４－０３": seoul(),
}


@pytest.mark.parametrize(("text", "moment"), FORMS.items(), ids=list(FORMS))
def test_a_date_can_be_written_in_many_formats(text: str, moment: datetime) -> None:
    assert parse_date(text, SEOUL) == moment


@pytest.mark.parametrize("text", [text for text in FORMS if "[" not in text])
def test_the_case_of_a_date_is_ignored(text: str) -> None:
    assert parse_date(text.upper(), SEOUL) == parse_date(text.lower(), SEOUL) == FORMS[text]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("form", ["%B %d, 2024", "%b %d, 2024", "%d %b. 2024"])
def test_months_have_full_and_short_names(form: str, month: int) -> None:
    moment = datetime(2024, month, 5, tzinfo=UTC)
    assert parse_date(f"{moment:{form}}", UTC) == moment


def test_september_has_a_second_short_name() -> None:
    assert parse_date("Sept. 5, 2024", UTC) == datetime(2024, 9, 5, tzinfo=UTC)


def test_a_date_without_an_offset_is_in_the_given_zone() -> None:
    assert parse_date("2025-04-23 10:00", SEOUL) == datetime(2025, 4, 23, 1, 0, tzinfo=UTC)


def test_an_offset_takes_precedence_over_the_given_zone() -> None:
    assert parse_date("2025-04-23T10:00Z", SEOUL) == datetime(2025, 4, 23, 10, 0, tzinfo=UTC)


def test_an_offset_takes_precedence_over_the_name_of_a_zone() -> None:
    assert parse_date("2025-04-23T10:00+02:00[Asia/Seoul]", UTC).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(("offset", "minutes"), [("-0330", -210), ("+23:59", 1439), ("-23:59", -1439), ("-00", 0), ("+5", 300)])
def test_the_offset_is_kept(offset: str, minutes: int) -> None:
    assert parse_date(f"2025-04-05 12:00 {offset}", SEOUL).utcoffset() == timedelta(minutes=minutes)


def test_unix_time_is_in_the_given_zone() -> None:
    assert parse_date("1743642672", SEOUL).tzinfo is SEOUL


@pytest.mark.parametrize(("text", "microsecond"), [("1743642672", 0), ("1743642672000", 0), ("1743642672345", 345_000)])
def test_unix_time_has_seconds_or_milliseconds(text: str, microsecond: int) -> None:
    assert parse_date(text, UTC) == datetime(2025, 4, 3, 1, 11, 12, microsecond, tzinfo=UTC)


def test_digits_beyond_microseconds_are_dropped() -> None:
    assert parse_date("2025-01-01T00:00:00.123456789Z", UTC).microsecond == 123456


def test_a_leap_second_becomes_the_second_before_it() -> None:
    assert parse_date("2016-12-31T23:59:60Z", UTC) == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert parse_date("2017-01-01T08:59:60+09:00", UTC) == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025",
        "2025-04",
        "April 2025",
        "23 April",
        "2025-W17-3",
        "2025-04-23-10",
        "2025-04-231",
        "2025.04.23.10",
        "25-04-23",
        "2021-00-00",
        "2021-00-00 10:00:00 +0900",
        "0000-01-01",
        "2025-02-29",
        "2025-13-01",
        "2025년 13월 1일",
        "2025/23/04",
        "13/13/2025",
        "23/04-2025",
        "Mai 3, 2025",
        "Marble 3, 2025",
        "Feb 30, 2025",
        "999999999",
        "0999999999",
        "17453782540000",
        "20251301",
        "٢٠٢٥-٠٤-٢٣",
        "2025-04-23" + " " * 300 + "x",
    ],
)
def test_a_text_without_a_valid_day_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="is not a date") as caught:
        parse_date(text, SEOUL)
    assert caught.value.day is None


@pytest.mark.parametrize(
    "rest",
    [
        " 10:123:00",
        " 24:00",
        " 10:61",
        " 10:58:60",
        " 10",
        " 13:00 AM",
        " 24:00 PM",
        "T10:00+99:99",
        "T10:00+24:00",
        "T10:00+09:60",
        "T10:00:00+09:00:60",
        "T10:00Z+9",
        " 10:00 EST",
        " 10:00 (KST)",
        " soon",
        " (draft)",
        " - 2025",
        " ~ 2025-05-01",
        "T10:00[Nowhere/Land]",
        "T10:00[America/Argentina]",
        "T10:00[America/../Seoul]",
        "T10:00[localtime]",
        "Z",
    ],
)
def test_the_error_about_an_invalid_time_has_the_day(rest: str) -> None:
    with pytest.raises(DateError, match="is not a date") as caught:
        parse_date(f"2025-04-03{rest}", SEOUL)
    assert caught.value.day == seoul()


@pytest.mark.parametrize(("year", "has_day"), [(1, False), (2, True), (9998, True), (9999, False)])
def test_the_error_has_no_day_in_the_first_and_the_last_year(year: int, has_day: bool) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(f"{year:04}-04-03 10:99", SEOUL)
    day = datetime(year, 4, 3, tzinfo=SEOUL) if has_day else None
    assert caught.value.day == day


@pytest.mark.parametrize("text", ["04/05/2025", "4-5-2025", "04.05.2025 10:00", "11/12/2025", "12.1.2025"])
def test_an_ambiguous_date_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="ambiguous") as caught:
        parse_date(text, UTC)
    assert caught.value.day is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59:59-12:00", "0001-01-01", "9999-12-31 9:00 x"])
def test_a_date_that_does_not_exist_in_utc_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text, SEOUL)


def test_the_message_about_a_long_text_is_short() -> None:
    with pytest.raises(DateError) as caught:
        parse_date("2025-04-03 and so on" * 1000, UTC)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(("length", "is_date"), [(200, True), (201, False)])
def test_a_date_has_at_most_200_characters(length: int, is_date: bool) -> None:
    text = f"2025-04-03 10:00{' ' * (length - len('2025-04-03 10:00Z'))}Z"
    if is_date:
        assert parse_date(text, SEOUL) == datetime(2025, 4, 3, 10, tzinfo=UTC)
    else:
        with pytest.raises(DateError):
            parse_date(text, SEOUL)


@pytest.mark.parametrize(
    "part", [" ", "0", "9", "2025-", "2025-04-03 ", "Apr ", "a", "\u0301\u0323", "\ufdfa", "(", "[u-ca=", "."]
)
@pytest.mark.parametrize("start", ["", "2025-04-03", "2025-04-03 10:00", "2025-04-03 10:00+09:00 ("])
@pytest.mark.parametrize("length", [190, 100_000])
def test_a_long_text_is_refused(start: str, part: str, length: int) -> None:
    text = start + part * (length // len(part)) + "!"
    with pytest.raises(DateError):
        parse_date(text, UTC)


AWARE = st.datetimes(
    min_value=datetime(1, 1, 3),
    max_value=datetime(9999, 12, 29),
    timezones=st.one_of(
        st.timezones(),
        st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-1439, 1439)),
    ),
)


@given(AWARE)
def test_dates_written_by_python_are_parsed_without_loss(moment: datetime) -> None:
    for text in (moment.isoformat(), moment.isoformat(" "), f"{moment.isoformat()}[Asia/Seoul]"):
        found = parse_date(text, SEOUL)
        # Moments that do not exist in their zone, because clocks skip them, equal no other moment. Compare their parts.
        assert (found.replace(tzinfo=None), found.utcoffset()) == (moment.replace(tzinfo=None, fold=0), moment.utcoffset())


@given(
    st.builds(
        lambda moment, minutes: moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes))),
        st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9998, 12, 31)),
        st.integers(-1439, 1439),
    ),
    st.sampled_from(
        [
            "%Y-%m-%d %H:%M:%S %z",
            "%Y-%m-%dT%H:%M:%S%z",
            "%Y/%m/%d %H:%M:%S%z",
            "%Y%m%dT%H%M%S%z",
            "%a, %d %b %Y %H:%M:%S %z",
            "%a %b %d %Y %H:%M:%S GMT%z (somewhere)",
            "%a %b %d %H:%M:%S %Y %z",
            "%B %d, %Y, %I:%M:%S %p %z",
            "%d. %B %Y %H:%M:%S %z",
            "%Y년 %m월 %d일 %H시 %M분 %S초 %z",
        ]
    ),
)
def test_dates_written_by_other_tools_are_parsed_without_loss(moment: datetime, form: str) -> None:
    found = parse_date(moment.strftime(form), SEOUL)
    assert (found, found.utcoffset()) == (moment, moment.utcoffset())


PIECES = (
    "2025|0001|9999|12|31|4|-|/|.|:| |,|T|Z|+|23:59|10:00:00|Apr|April|th|PM|오후|년|월|일|시|분|日|(|)|[|]|GMT|EST|'|\u3000"
    "|[America]|[Asia/Seoul]|-23:59|+14:00|0001-01-01|9999-12-31"
)


@given(
    st.one_of(
        st.text(max_size=30),
        st.text(alphabet="0123456789-/.:T +Z,", max_size=30),
        st.lists(
            st.sampled_from(PIECES.split("|")),
            max_size=12,
        ).map("".join),
    )
)
@example("0001-01-01 00:00 +23:59")
@example("9999-12-31T23:59[America/Los_Angeles]")
def test_any_text_is_a_date_that_exists_in_utc_or_a_date_error(text: str) -> None:
    try:
        moment: datetime | None = parse_date(text, SEOUL)
    except DateError as error:
        moment = error.day
    if moment is not None:
        assert moment.utcoffset() is not None
        assert moment.astimezone(UTC).timestamp() == moment.timestamp()


@pytest.mark.parametrize(
    "path",
    [
        "2020-01-04-title.md",
        "2020-1-4_title",
        "2020-01-04.md",
        "2020-01-04 title.md",
        "2020-01-04제목.md",
        "2020_01_04_title.md",
        "20200104-title.md",
        "posts/20200104_title/index.md",
        "posts/2020-01-04-title/index.md",
        "2020/01/04/title.md",
        "blog/2020/1/4/title.md",
        "/2020/01/04/title/",
        "2020/01/04",
        "2020/01/04-title.md",
        "2020/01-04-title.md",
        "2019/12/31/2020-01-04-title.md",
        "2020/01/04/2020-13-45.md",
        "2019/2020/01/04/title.md",
    ],
)
def test_a_path_can_contain_a_day(path: str) -> None:
    assert parse_date_in_path(path, SEOUL) == datetime(2020, 1, 4, tzinfo=SEOUL)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "title.md",
        "blog/2018/09/post.md",
        "2018/post.md",
        "2018-09-post.md",
        "v2.0.1-notes.md",
        "2023.1.2-notes.md",
        "2023-1-2.5-notes.md",
        "release-2020-13-45.md",
        "release-2020-01-04.md",
        "2020-13-45.md",
        "2020-01-041.md",
        "2020/02/30/title.md",
        "12020-01-04.md",
        "1234-01-04.md",
        "20200104.md",
        "20201345-title.md",
        "202001041-title.md",
    ],
)
def test_a_path_without_a_day_has_no_date(path: str) -> None:
    assert parse_date_in_path(path, SEOUL) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.booleans())
def test_every_day_can_be_part_of_a_path(day: date, padded: bool) -> None:
    form = f"{day:%Y/%m/%d}" if padded else f"{day.year}-{day.month}-{day.day}"
    found = parse_date_in_path(f"posts/{form}/x.md", UTC)
    assert found is not None
    assert found.date() == day


@given(st.text(alphabet="0129-_/. a", max_size=30))
def test_any_path_has_an_aware_date_or_none(path: str) -> None:
    found = parse_date_in_path(path, SEOUL)
    assert found is None or found.utcoffset() is not None


def test_a_long_path_is_searched() -> None:
    assert parse_date_in_path("2020/13/45/" * 10_000, UTC) is None
