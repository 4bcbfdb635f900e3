// Korean for what no catalogue reaches: the line above Sphinx's search results, and names that Furo writes in English.
"use strict";

Documentation.addTranslations({
  locale: "ko",
  plural_expr: "0",
  messages: {
    "Search finished, found one page matching the search query.": ["검색어와 일치하는 페이지를 ${resultCount}개 찾았습니다."],
    "Search": "검색",
    "Search Results": "검색 결과",
    "Close": "닫기",
    "Articles": "글",
    "Tags and categories": "태그와 카테고리",
    "Other pages": "다른 페이지",
    "Recent searches": "최근 검색어",
    "Clear recent searches": "최근 검색어 지우기",
    "Show all results": "모든 결과 보기",
    "One result": ["결과 ${count}개"],
    "There are more results.": "결과가 더 있습니다.",
    "Nothing was found.": "찾은 내용이 없습니다.",
    "The search index could not be loaded.": "검색 색인을 불러오지 못했습니다.",
    "Search finished, found about ${resultCount} pages matching the search query.": "검색어와 일치하는 페이지를 약 ${resultCount}개 찾았습니다.",
    "Filter search results": "검색 결과 거르기",
    "Category": "카테고리",
    "Tag": "태그",
    "Year": "연도",
    "Author": "글쓴이",
    "All": "전체",
    "Order": "정렬",
    "Best match": "관련도순",
    "Newest first": "최신순",
    "Oldest first": "오래된순",
    "More results": "결과 더 보기",
    "Toggle site navigation sidebar": "사이트 탐색 사이드바 열기 또는 닫기",
    "Toggle table of contents sidebar": "목차 사이드바 열기 또는 닫기",
    "Toggle Light / Dark / Auto color theme": "색상 테마 바꾸기: 밝게, 어둡게, 자동",
    "Toggle navigation of ": "하위 항목 펼치기 또는 접기: ",
    "On GitHub": "GitHub에서 보기",
    "On Read the Docs": "Read the Docs에서 보기",
    "versions": "버전",
    "'s": "의",
    "Menu": "메뉴",
    "Contents": "목차",
    "Expand": "펼치기",
    "Light mode": "밝은 테마",
    "Dark mode": "어두운 테마",
    "Auto light/dark, in light mode": "자동 테마, 지금은 밝게",
    "Auto light/dark, in dark mode": "자동 테마, 지금은 어둡게",
  },
});

_ready(() => {
  const named = ":is(.sidebar-toggle, .theme-toggle, .toctree-checkbox, .rst-versions, .muted-link)[aria-label]";
  for (const element of document.querySelectorAll(named)) {
    const [, name, rest] = element.getAttribute("aria-label").match(/^(Toggle navigation of |.*)(.*)$/);
    element.setAttribute("aria-label", Documentation.gettext(name) + rest);
  }
  for (const title of document.querySelectorAll("symbol[id^=svg-] > title"))
    title.textContent = Documentation.gettext(title.textContent);
  const ending = document.querySelector(".bottom-of-page .left-details .muted-link")?.nextSibling;
  if (ending instanceof Text) ending.data = ending.data.replace("'s", Documentation.gettext("'s"));
});
