"""Draw the pictures of the guides: `python docs/pictures/draw.py` writes them beside this file, one for each language.

What they show is read from the tables that the code uses: the layers from the import contract, the retries from
`RETRY_TABLE`, the upload from the steps of the recipe and the requests of the spec. Only words stand here.
"""

from __future__ import annotations

import re
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synapse_runtime.calls.retry import RETRY_TABLE, outcome_of
from synapse_sdk.operations import uploads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).parent
LANGUAGES = ("en", "ko")
WIDTH = 760
LINE = 19
"""Pixels from one line of text to the next."""

STYLE = """
  text { font: 14px system-ui, "Segoe UI", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .small { font-size: 12.5px; fill: #57606a }
  .code { font-family: ui-monospace, monospace; font-size: 13px }
  .paper { fill: #ffffff }
  .box { fill: #f3f6fa; stroke: #b6c2d1 }
  .ours { fill: #e7f0fd; stroke: #5b8def }
  .warn { fill: #fdf3e3; stroke: #d69a2d }
  .yes { fill: #1a7f37; font-weight: 600 }
  .no { fill: #b3261e }
  .line { stroke: #6b7785; stroke-width: 1.5; fill: none }
  .head { fill: #6b7785 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .small { fill: #9eabb8 }
    .paper { fill: #161b22 }
    .box { fill: #212a35; stroke: #4a5868 }
    .ours { fill: #17304f; stroke: #5b8def }
    .warn { fill: #3b2d12; stroke: #d69a2d }
    .yes { fill: #56d364 }
    .no { fill: #ff938a }
    .line { stroke: #94a1af }
    .head { fill: #94a1af }
  }
"""

MARKER = """<defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">
<path d="M0,0 L8,4 L0,8 z" class="head"/></marker></defs>"""


class Canvas:
    """Collects the shapes of one picture."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shapes: list[str] = []

    def text(self, x: float, y: float, words: str, style: str = "", anchor: str = "start") -> None:
        """Write a line of text; `y` is its baseline."""
        self._shapes.append(f'<text x="{x:g}" y="{y:g}" class="{style}" text-anchor="{anchor}">{escape(words)}</text>')

    def box(self, x: float, y: float, width: float, height: float, style: str = "box") -> None:
        """Draw a rectangle."""
        self._shapes.append(f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8" class="{style}"/>')

    def labelled(self, x: float, y: float, width: float, lines: Iterable[tuple[str, str]], style: str = "box") -> float:
        """Draw a rectangle around centered lines of (words, style); return its height."""
        lines = list(lines)
        height = LINE * len(lines) + 14
        self.box(x, y, width, height, style)
        for number, (words, text_style) in enumerate(lines):
            self.text(x + width / 2, y + 22 + LINE * number, words, text_style, "middle")
        return height

    def arrow(self, *points: tuple[float, float]) -> None:
        """Draw a line through points, with a head at the last."""
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        self._shapes.append(f'<polyline points="{path}" class="line" marker-end="url(#head)"/>')

    def svg(self, height: float) -> str:
        """Return the picture."""
        size = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
                f"<title>{escape(self._title)}</title>",
                f"<style>{STYLE}</style>",
                MARKER,
                f'<rect width="{WIDTH}" height="{height:g}" class="paper"/>',
                *self._shapes,
                "</svg>\n",
            ]
        )


def read_project() -> dict[str, Any]:
    """Return what `pyproject.toml` says of the tools: the packages of a wheel, and the import contract."""
    tools: dict[str, Any] = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text("utf-8"))["tool"]
    return tools


def read_layers(package: str) -> list[list[str]]:
    """Return the rooms of a package, layer by layer from the top, as the import contract has them."""
    contracts = read_project()["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract.get("containers") == [package]]
    return [re.split(r" [|:] ", layer) for layer in layers]


DRAWN = ("synapse_runtime", "synapse_http")
"""The packages whose rooms are drawn."""
OTHERS = {*DRAWN, "synapse_integrations"}
"""These, and the leaf that the first imports."""


def read_neighbours() -> list[str]:
    """Return the hand-written packages that stand on the runtime."""
    packages = read_project()["hatch"]["build"]["targets"]["wheel"]["packages"]
    return [path.name for path in map(Path, packages) if path.parts[0] == "runtime" and path.name not in OTHERS]


ROOMS = {
    "testing": ("the mock backend, faults, pytest fixtures", "목 백엔드, 장애, pytest 픽스처"),
    "documented_client": ("what the two faces have in common", "두 종류의 클라이언트가 함께 쓰는 것"),
    "client": ("a client: its state, its transport, its driver", "클라이언트: 상태, 트랜스포트, 드라이버"),
    "dispatch": ("a request, or a recipe of synapse_transfer", "요청 하나, 또는 synapse_transfer의 레시피"),
    "pagination": ("none knows another", "서로를 모릅니다"),
    "calls": ("one call: request, credentials, retries, deadline", "호출 하나: 요청, 인증 정보, 재시도, 제한 시간"),
    "flow": ("policies without I/O, and their drivers", "I/O 없는 정책과 드라이버"),
    "serialization": ("JSON to models and back; cattrs", "JSON과 모델의 변환, cattrs"),
    "operation": ("descriptors of endpoints", "엔드포인트에 대한 설명(descriptor)"),
    "types": ("types of values", "값의 타입"),
    "_lazy_exports": ("public names", "공개 이름"),
    "transport": ("the network: httpx", "네트워크: httpx"),
    "content": ("files, what went wrong, the log", "파일, 문제의 원인, 로그"),
    "messages": ("HTTP as values", "값으로서의 HTTP"),
    "arguments": ("checks of what callers pass", "넘겨받은 인자의 검사"),
    "errors": ("one tree of errors", "하나의 오류 트리"),
    "packages": ("leaves", "아무것도 import하지 않는 모듈"),
}
"""First room of a layer, to what the layer does, in each language."""


def draw_layers(language: str) -> str:
    """Draw the rooms of the runtime above each other, between the emitted package and the libraries."""
    place = LANGUAGES.index(language)
    title = ("The layers of the client: imports go down only", "클라이언트의 계층: import는 아래로만 향합니다")[place]
    canvas = Canvas(title)
    canvas.text(24, 34, title, "title")
    y = 52.0
    top = ("emitted from spec/: operations, models, faces", "spec/에서 생성: 오퍼레이션, 모델, 두 클라이언트")[place]
    canvas.box(24, y, WIDTH - 48, 38, "warn")
    canvas.text(40, y + 24, "synapse_sdk", "code")
    canvas.text(WIDTH - 40, y + 24, top, "small", "end")
    y += 49
    beside = ("made from the same operations", "같은 오퍼레이션으로 만드는 것")[place]
    canvas.box(24, y, WIDTH - 48, 38, "warn")
    canvas.text(40, y + 24, "  ·  ".join(read_neighbours()), "code")
    canvas.text(WIDTH - 40, y + 24, beside, "small", "end")
    y += 38
    for package in DRAWN:
        canvas.text(76, y + 19, package, "small")
        y += 14
        for layer in read_layers(package):
            canvas.arrow((60, y), (60, y + 10))
            y += 11
            canvas.box(24, y, WIDTH - 48, 32, "ours")
            canvas.text(40, y + 21, "  ·  ".join(layer), "code")
            canvas.text(WIDTH - 40, y + 21, ROOMS[layer[0]][place], "small", "end")
            y += 32
    canvas.arrow((60, y), (60, y + 10))
    y += 11
    libraries = ("well-kept libraries", "잘 관리되는 라이브러리")[place]
    canvas.box(24, y, WIDTH - 48, 38)
    canvas.text(40, y + 24, "httpx  ·  attrs  ·  cattrs  ·  filelock  ·  platformdirs", "code")
    canvas.text(WIDTH - 40, y + 24, libraries, "small", "end")
    return canvas.svg(y + 60)


STATIONS = {
    "resource": ("checks the arguments", "returns a Task", "인자를 검사합니다", "Task를 반환합니다"),
    "client": ("adds its options", "raises what failed", "옵션을 더합니다", "실패하면 예외를 냅니다"),
    "calls": ("builds the request", "again? an error? a model?", "요청을 만듭니다", "다시? 오류? 모델?"),
    "flow": (
        "does what the policy asks",
        "hands it the outcome",
        "정책이 시키는 일을 합니다",
        "결과를 정책에 돌려줍니다",
    ),
    "transport": ("sends it with httpx", "a response, or what went wrong", "httpx로 보냅니다", "응답 또는 문제의 원인"),
}
"""Room that a call passes, to what it does on the way out and on the way back, in each language."""


def draw_call(language: str) -> str:
    """Draw the way of a call down through the rooms, and up again."""
    place = LANGUAGES.index(language)
    title = ("The way of a call: synapse.tasks.get(456)", "호출이 지나가는 길: synapse.tasks.get(456)")[place]
    canvas = Canvas(title)
    canvas.text(24, 34, title, "title")
    order = [room for package in DRAWN for layer in read_layers(package) for room in layer]
    rooms = sorted(STATIONS, key=order.index)  # raises ValueError if a room is gone
    left, width, step = 280, 200, 66
    y = 56.0
    for room in rooms:
        out, back = STATIONS[room][2 * place : 2 * place + 2]
        canvas.box(left, y, width, 42, "ours")
        canvas.text(left + width / 2, y + 26, room, "code", "middle")
        canvas.text(left - 28, y + 26, out, "", "end")
        canvas.text(left + width + 28, y + 26, back)
        canvas.arrow((left + 40, y + 42), (left + 40, y + step))
        canvas.arrow((left + width - 40, y + step), (left + width - 40, y + 42))
        if room == "calls":
            again = ("again: after a wait, if that is safe", "안전할 때만, 잠시 기다린 뒤 다시")[place]
            canvas.text(left + width + 28, y + 46, again, "small")
        y += step
    canvas.labelled(left, y, width, [(("the backend", "백엔드")[place], "title")])
    return canvas.svg(y + 54)


OUTCOMES = {
    "not sent": ("no connection was made", "연결이 맺어지지 않음"),
    "refused": ("the server did not process it", "서버가 처리하지 않음"),
    "unknown": ("sent, and the response is lost", "보냈지만 응답이 유실됨"),
    "failed": ("the server failed on it", "서버가 처리하다 실패함"),
}
CLASSES = {
    "safe": ("GET", "GET"),
    "idempotent": ("PUT, DELETE", "PUT, DELETE"),
    "unsafe": ("POST, PATCH", "POST, PATCH"),
}


def draw_retries(language: str) -> str:
    """Draw which requests are sent again, by outcome and retry class."""
    place = LANGUAGES.index(language)
    title = ("What is sent again", "다시 보내는 요청")[place]
    canvas = Canvas(title)
    canvas.text(24, 34, title, "title")
    columns = {name: 418 + 124 * number for number, name in enumerate(RETRY_TABLE)}
    for name, x in columns.items():
        canvas.text(x, 72, name, "title", "middle")
        canvas.text(x, 91, CLASSES[name][place], "small", "middle")
    yes, no = (("again", "error"), ("다시 보냄", "오류"))[place]
    y = 104.0
    for outcome, words in OUTCOMES.items():
        statuses = [str(status) for status in range(400, 600) if outcome_of(status) == outcome]
        if len(statuses) > 9:
            statuses = [("other 5xx", "그 밖의 5xx")[place]]
        canvas.box(24, y, WIDTH - 48, 52)
        canvas.text(40, y + 22, words[place])
        canvas.text(40, y + 41, " · ".join([outcome, *statuses]), "small")
        for name, x in columns.items():
            is_repeated = outcome in RETRY_TABLE[name]
            canvas.text(x, y + 31, f"↻ {yes}" if is_repeated else f"✕ {no}", "yes" if is_repeated else "no", "middle")
        y += 58
    note = (
        "Any other status is an answer, and never sent again.",
        "그 밖의 상태는 응답으로 보며, 다시 보내지 않습니다.",
    )[place]
    canvas.text(24, y + 18, note, "small")
    return canvas.svg(y + 34)


STEPS = {
    "start": ("the first chunk", "첫 청크"),
    "append": ("the next chunk", "다음 청크"),
    "finish": ("the md5 of all chunks", "전체의 md5"),
    "list": ("was it created?", "생성되었나?"),
    "status": ("where does it stand?", "어디까지 왔나?"),
}


def draw_upload(language: str) -> str:
    """Draw the life of a chunked upload, with the requests of the spec."""
    place = LANGUAGES.index(language)
    title = ("The life of a chunked upload", "청크 업로드의 흐름")[place]
    canvas = Canvas(title)
    canvas.text(24, 34, title, "title")
    assert uploads.CREATE.composite is not None
    steps = uploads.CREATE.composite.steps
    operations = {operation.name: operation for operation in vars(uploads).values() if hasattr(operation, "method")}

    def step(name: str, x: float, y: float, width: float, style: str) -> None:
        operation = operations[steps[name]]
        lines = [(name, "title"), (f"{operation.method} {operation.path}", "code"), (STEPS[name][place], "small")]
        canvas.labelled(x, y, width, lines, style)

    left, middle, right, width = 24, 274, 524, 212
    top, bottom, height = 78.0, 216.0, 71.0
    step("start", left, top, width, "ours")
    step("append", middle, top, width, "ours")
    step("finish", right, top, width, "ours")
    canvas.arrow((left + width, top + 36), (middle, top + 36))
    canvas.arrow((middle + width, top + 36), (right, top + 36))
    canvas.arrow((middle + 136, top), (middle + 136, top - 16), (middle + 76, top - 16), (middle + 76, top))
    canvas.text(middle + width / 2 + 40, top - 12, ("until all is sent", "다 보낼 때까지")[place], "small")
    step("list", left, bottom, width, "box")
    step("status", middle, bottom, width, "box")
    lost, again = (("response lost", "go on from there"), ("응답 유실", "거기서부터 계속"))[place]
    gap = (top + height + bottom) / 2 + 4
    for x, up in ((left, 172), (middle, 150)):
        canvas.arrow((x + 60, top + height), (x + 60, bottom))
        canvas.arrow((x + up, bottom), (x + up, top + height))
    canvas.text(left + 68, gap, lost, "small")
    canvas.text(middle + 52, gap, lost, "small", "end")
    canvas.text(middle + 158, gap, again, "small")
    canvas.text(right + 68, bottom + 50, lost, "small")
    canvas.arrow((right + 60, top + height), (right + 60, bottom + 36), (middle + width, bottom + 36))
    canvas.labelled(right + 90, bottom - 30, width - 90, [(("verified", "확인됨")[place], "yes")], "ours")
    canvas.arrow((right + 150, top + height), (right + 150, bottom - 30))
    y = bottom + height + 22
    over = (
        "Bytes that were not sent, or another md5: start over, once. Then UploadError.",
        "보내지 않은 바이트가 있거나 md5가 다르면 한 번만 처음부터 다시, 그래도 다르면 UploadError.",
    )[place]
    canvas.labelled(left, y, WIDTH - 48, [(over, "")], "warn")
    return canvas.svg(y + 52)


PICTURES: dict[str, Callable[[str], str]] = {
    "layers": draw_layers,
    "call": draw_call,
    "retries": draw_retries,
    "upload": draw_upload,
}


def draw_all() -> dict[str, str]:
    """Return the pictures by the name of their file."""
    return {f"{name}.{language}.svg": draw(language) for name, draw in PICTURES.items() for language in LANGUAGES}


if __name__ == "__main__":
    for name, svg in draw_all().items():
        (HERE / name).write_text(svg, "utf-8")
