"""Words, tags, code and images for generated posts. No text is copied from anywhere."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, product
from typing import Generic, TypeVar

T = TypeVar("T")

_VOCABULARY = 20_000
"""The number of words of each language. A blog of thousands of posts has about as many, and search indexes grow with it."""

_FREQUENT_ENGLISH = """the a to of and in it that is we this for with on are as be not from by or at which when each what if one
time page build post server test data query cache index model file value change user result first second after before more less
only every because where while without between code name list table number request answer memory process version""".split()
_FREQUENT_KOREAN = """이 그 및 더 수 것 때 위해 우리는 있다 없다 한다
된다 그리고 하지만 그래서 먼저 다음 모든 다시 함께 대한 통해 이번 가장
글 코드
서버 요청 응답 테스트 데이터 모델 파일 색인 검색 사용자 결과 변경 설정 배포 기록 문제 방법 시간 메모리 버전 이름 값""".split()
_ENGLISH_SYLLABLES = "ba co di fen gra hol in jor kel lum mar nex or pra qui ros sten tor ul ver wis zen".split()
_KOREAN_SYLLABLES = "가 나 도 라 미 바 수 안 정 차 하 고 단 류 모 보 상 용 전 추 한 기".split()
_PARTICLES = "을 를 이 가 은 는 에서 으로 와 의".split()

TOPICS = """Python Rust Go SQL Linux Docker Kubernetes Git CSS HTML JavaScript TypeScript Redis PostgreSQL Kafka Spark Airflow
PyTorch Pandas Django FastAPI React Vue GraphQL Terraform Ansible Nginx Prometheus Grafana Elasticsearch OAuth Unicode Regex
Compilers Networking Caching Search Logging Security Accessibility Typography Statistics Robotics Compression Queues Parsing
Scheduling Profiling Deployment Documentation""".split()
_FACETS = ("", " internals", " testing", " performance", " 입문", " 운영")
TAGS = tuple(topic + facet for facet in _FACETS for topic in TOPICS)
"""Three hundred tags, the most frequent first."""

CATEGORIES = (
    "Engineering / Python", "Engineering / Web", "Engineering / Data", "Operations", "Operations / Cloud", "Machine Learning",
    "Machine Learning / Papers", "Security", "Notes", "기록", "개발 / 회고", "개발 / 도구",
)  # fmt: skip
AUTHORS = ("Mina Seo", "Jun Park", "이서연", "김도윤", "Alex Kim")

CODE = {
    "python": """from collections import Counter


def NAME(lines: list[str], limit: int = NUMBER) -> dict[str, int]:
    \"\"\"Count what occurs most often.\"\"\"
    found = Counter(word for line in lines for word in line.split())
    return dict(found.most_common(limit))
""",
    "javascript": """export async function NAME(address) {
  const response = await fetch(`${address}?limit=NUMBER`);
  if (!response.ok) throw new Error(response.statusText);
  return (await response.json()).items.filter((item) => item.public);
}
""",
    "bash": """set -euo pipefail
for file in NAME/*.log; do
  grep -c "status=NUMBER" "$file" >> counts.txt
done
""",
    "sql": """SELECT author, COUNT(*) AS posts
FROM NAME
WHERE published >= '2024-01-01'
GROUP BY author
HAVING COUNT(*) > NUMBER
ORDER BY posts DESC;
""",
    "yaml": """service: NAME
replicas: NUMBER
limits:
  memory: 512Mi
  cpu: "0.5"
""",
    "json": """{
  "name": "NAME",
  "retries": NUMBER,
  "enabled": true
}
""",
    "rust": """fn NAME(values: &[u64]) -> u64 {
    values.iter().filter(|value| **value > NUMBER).sum()
}
""",
}
"""A program in each language. ``NAME`` and ``NUMBER`` are placeholders."""


class Frequent(Generic[T]):
    """Values with a Zipf distribution: the second occurs half as often as the first, the third a third as often, and so on."""

    def __init__(self, values: Sequence[T]) -> None:
        self._values = values
        # Division and addition give the same results on every machine; powers and logarithms may not.
        self._sums = list(accumulate(1 / rank for rank in range(1, len(values) + 1)))

    def at(self, fraction: float) -> T:
        """Return the value at a fraction of the distribution, at least 0 and less than 1."""
        return self._values[bisect(self._sums, fraction * self._sums[-1])]


def english() -> Sequence[str]:
    """Return English words, the most frequent first."""
    made = ("".join(parts) for length in (2, 3, 4) for parts in product(_ENGLISH_SYLLABLES, repeat=length))
    return [*_FREQUENT_ENGLISH, *islice(made, _VOCABULARY)]


def korean() -> Sequence[str]:
    """Return Korean words with their particles, the most frequent first."""
    made = ("".join(parts) for length in (2, 3) for parts in product(_KOREAN_SYLLABLES, repeat=length))
    inflected = (word + _PARTICLES[number % len(_PARTICLES)] for number, word in enumerate(made))
    return [*_FREQUENT_KOREAN, *islice(inflected, _VOCABULARY)]


PICTURES = 8


def pictures() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each image: a PNG with a gradient, 160 by 90 pixels."""
    for number in range(PICTURES):
        yield f"figure-{number}.png", _gradient(160, 90, 30 * number)


def _gradient(width: int, height: int, shift: int) -> bytes:
    rows = b"".join(bytes([0, *((x + y + shift) % 256 for x in range(width))]) for y in range(height))
    # The data is stored without compression, because the result of zlib depends on its version.
    length = struct.pack("<H", len(rows)) + struct.pack("<H", len(rows) ^ 0xFFFF)
    stored = b"\x78\x01\x01" + length + rows + struct.pack(">I", zlib.adler32(rows))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", stored) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
