"""The words of the site itself, in each language. A language is a column; a word is a row."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from synapse_codegen.ir.declared import Doc

LANGUAGES: Final = ("en", "ko")
"""Codes of the languages; the first one stands in where a text is missing."""

GENERATOR: Final = "synapse-codegen docs"
"""What every emitted page names as the way to change it."""

TEMPLATES: Final = Path(__file__).parent / "templates"
"""The templates that hold the words."""

LANGUAGE_NAMES: Final[Mapping[str, str]] = {"en": "English", "ko": "한국어"}

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # The frame
    "skip": ("Skip to the content", "본문으로 건너뛰기"),
    "contents": ("Contents", "목차"),
    "start": ("Overview", "개요"),
    "guides": ("Guides", "가이드"),
    "resources": ("Resources", "리소스"),
    "all_resources": ("All resources", "전체 리소스"),
    "models": ("Models", "모델"),
    "reference": ("Reference", "레퍼런스"),
    "errors": ("Errors", "오류"),
    "runtime": ("Python API", "Python API"),
    "on_this_page": ("On this page", "이 페이지의 내용"),
    "search": ("Search", "검색"),
    "search_hint": ("Methods, models, guides, in English and Korean", "메서드, 모델, 가이드 (영어·한국어)"),
    "no_results": ("Nothing matches.", "일치하는 항목이 없습니다."),
    "search_keys": ("↑ ↓ to choose, Enter to open, Esc to close", "↑ ↓ 선택, Enter 열기, Esc 닫기"),
    "close": ("Close", "닫기"),
    "menu": ("Menu", "메뉴"),
    "theme": ("Switch between light and dark", "밝은 화면과 어두운 화면 전환"),
    "language": ("Language", "언어"),
    "version": ("Version", "버전"),
    "copy": ("Copy", "복사"),
    "copied": ("Copied", "복사됨"),
    "run": ("▶ Run", "▶ 실행"),
    "stop": ("■ Stop", "■ 중지"),
    "starting": ("Starting Python in this page …", "이 페이지에서 Python을 시작하는 중 …"),
    "unpacking": ("Unpacking the client and the mock backend …", "클라이언트와 목 백엔드를 푸는 중 …"),
    "running": ("Running …", "실행 중 …"),
    "stopped": ("Stopped. The next run starts anew.", "중지했습니다. 다음 실행은 처음부터 시작합니다."),
    "received": ("What the mock backend received", "목 백엔드가 받은 요청"),
    "no_requests": ("nothing", "없음"),
    "samples": ("Made for this example, 64 KiB each:", "이 예제를 위해 만든 파일(각 64 KiB):"),
    "not_here": (
        "A browser does not have this package. Copy the example, and run it on your own machine.",
        "브라우저에는 이 패키지가 없습니다. 예제를 복사해 직접 실행해 보세요.",
    ),
    "no_python": (
        "Python could not be started in this browser.",
        "이 브라우저에서 Python을 시작하지 못했습니다.",
    ),
    "serve": (
        "A browser runs Python only on pages that come from a server. In the folder of this site, run",
        "브라우저는 서버에서 받은 페이지에서만 Python을 실행합니다. 이 사이트의 폴더에서 다음을 실행하고",
    ),
    "serve_open": ("and open", "다음 주소를 여세요."),
    "copy_page": ("Copy as Markdown", "Markdown으로 복사"),
    "as_markdown": ("View as Markdown", "Markdown으로 보기"),
    "link": ("Link to this section", "이 항목의 링크"),
    "previous": ("Previous", "이전"),
    "next": ("Next", "다음"),
    "generated": ("Made from the spec by", "명세에서 생성됨:"),
    # The start page
    "begin": ("Begin", "시작하기"),
    "install_client": ("A first call", "첫 호출"),
    "resource_list": ("What the API offers", "API가 제공하는 것"),
    "operation_count": ("methods", "개의 메서드"),
    "machine_readable": ("For programs and language models", "프로그램과 언어 모델을 위한 파일"),
    "every_page_markdown": (
        "Every page is also there as Markdown, under the same name with `.md`.",
        "모든 페이지는 같은 이름의 `.md` 파일로도 제공됩니다.",
    ),
    # Operations
    "path_parameters": ("Path parameters", "경로 매개변수"),
    "query_parameters": ("Query parameters", "쿼리 매개변수"),
    "header_parameters": ("Headers", "헤더"),
    "arguments": ("Arguments", "인자"),
    "body": ("Body", "본문"),
    "body_of": (
        "Pass the fields as keywords, or a model as `{}`:",
        "필드를 키워드로 전달하거나 모델을 `{}`로 전달합니다:",
    ),
    "batch_optional": (
        "Takes one, or a list of several in one request.",
        "하나를 전달하거나, 여러 개를 목록으로 한 요청에 전달할 수 있습니다.",
    ),
    "batch_required": ("Takes a list: several in one request.", "목록을 받습니다. 여러 개를 한 요청에 전달합니다."),
    "returns": ("Returns", "반환값"),
    "nothing": ("Nothing.", "반환값이 없습니다."),
    "lines": ("The lines of the response, as they arrive.", "응답을 한 줄씩, 도착하는 대로 반환합니다."),
    "pages_of": ("A lazy list of", "지연 목록, 항목:"),
    "required": ("required", "필수"),
    "optional": ("optional", "선택"),
    "always": ("always sent", "항상 포함"),
    "default": ("default", "기본값"),
    "constant": ("always sent as", "항상 전송되는 값"),
    "on_the_wire": ("sent as", "전송 이름"),
    "read_as": ("in JSON", "JSON 이름"),
    "only_read": ("only in responses", "응답에만 있음"),
    "only_sent": ("only in requests", "요청에만 있음"),
    "format": ("format", "형식"),
    "pattern": ("pattern", "패턴"),
    "min_length": ("characters, at least", "최소 글자 수"),
    "max_length": ("characters, at most", "최대 글자 수"),
    "min_items": ("items, at least", "최소 항목 수"),
    "max_items": ("items, at most", "최대 항목 수"),
    "style": ("written as", "표기 방식"),
    "media_type": ("Sent as", "전송 형식:"),
    "events": (
        "Server-sent events, as they arrive. The data of each:",
        "서버가 보내는 이벤트를 도착하는 대로 반환합니다. 각 데이터:",
    ),
    "by_status": ("By the status of the response", "응답 상태 코드별"),
    "response_headers": ("Headers of the response", "응답 헤더"),
    "response_headers_text": (
        "`with_raw_response` returns them, by these names.",
        "`with_raw_response`로 다음 이름의 헤더를 읽습니다.",
    ),
    "redirect": ("Redirect", "리다이렉트"),
    "redirect_followed": ("The client follows it.", "클라이언트가 따라갑니다."),
    "redirect_refused": (
        "The client does not follow it: it raises `RedirectError`.",
        "클라이언트는 따라가지 않고 `RedirectError`를 냅니다.",
    ),
    "no_body": ("no content", "내용 없음"),
    "since": ("since", "추가된 버전"),
    "formerly": ("formerly", "이전 이름"),
    "deprecated": ("Deprecated", "사용 중단 예정"),
    "deprecated_since": ("since {}", "{}부터"),
    "removed_in": ("gone in {}", "{}에서 제거"),
    "use_instead": ("Use {} instead.", "대신 {}을(를) 사용하세요."),
    "secret": ("secret: hidden in logs", "비밀: 로그에 표시되지 않음"),
    "one_of": ("One of", "다음 중 하나:"),
    "at_least": ("at least", "최소"),
    "at_most": ("at most", "최대"),
    "also_accepted": ("also read", "같은 값으로 읽음:"),
    "repeats": ("If it fails", "실패했을 때"),
    "retry_safe": (
        "Safe: it changes nothing, so the client repeats it whenever that can help.",
        "안전: 아무것도 변경하지 않으므로 필요하면 클라이언트가 다시 보냅니다.",
    ),
    "retry_idempotent": (
        "Idempotent: a repetition has the same effect, so the client repeats it also when the response was lost.",
        "멱등: 반복해도 결과가 같으므로 응답이 유실된 경우에도 클라이언트가 다시 보냅니다.",
    ),
    "retry_unsafe": (
        "Not repeatable: the client repeats it only if the server provably did not process it.",
        "반복 불가: 서버가 처리하지 않은 것이 확실한 경우에만 클라이언트가 다시 보냅니다.",
    ),
    "pages": ("Pages", "페이지"),
    "pages_text": (
        "Pages are fetched as you read them; a loop walks through all of them, and `.page()` fetches one.",
        "읽는 대로 페이지를 가져옵니다. 반복문은 모든 페이지를 순회하고 `.page()`는 한 페이지만 가져옵니다.",
    ),
    "page_size_text": ("Items of a page.", "한 페이지의 항목 수."),
    "errors_text": (
        "Any call may raise [what all calls raise](../reference/errors.html); this one also:",
        "[모든 호출의 공통 오류](../reference/errors.html) 외에 다음 오류가 발생할 수 있습니다:",
    ),
    "error_bodies": ("Errors by status", "상태 코드별 오류"),
    "key_text": (
        "Each call carries a key that the client makes, so it may be repeated. You may pass your own as",
        "호출마다 클라이언트가 만든 키를 보내므로 다시 보낼 수 있습니다. 직접 전달하려면:",
    ),
    "credentials": ("Credentials", "인증 정보"),
    "no_credentials": ("None are sent.", "보내지 않습니다."),
    "or": ("or", "또는"),
    "server": ("Server", "서버"),
    "union_options": ("One of:", "다음 중 하나:"),
    "several_requests": ("Several requests", "여러 요청"),
    "made_of": ("It is made of several requests:", "여러 요청으로 이루어집니다:"),
    "internal": (
        "A step of other methods: clients call it for you.",
        "다른 메서드의 한 단계로, 클라이언트가 대신 호출합니다.",
    ),
    "same_route": ("Another form of", "다른 형식:"),
    "waits": ("Waits", "완료까지 대기"),
    "waits_text": ("Polls until the state is final", "최종 상태가 될 때까지 조회합니다"),
    "success_states": ("success", "성공"),
    "failure_states": ("failure", "실패"),
    "many": ("Several at once", "한 번에 여러 개"),
    "documented_as": ("Documented name", "문서의 이름"),
    "example_call": ("Call", "호출"),
    "example_request": ("Request", "요청"),
    "example_response": ("Response", "응답"),
    "tab_python": ("Python", "Python"),
    "tab_async": ("Async", "Async"),
    "tab_documented": ("Documented", "문서 클라이언트"),
    "tab_cli": ("CLI", "CLI"),
    "tab_curl": ("curl", "curl"),
    "chunked_text": (
        "Whether the file is uploaded in chunks ahead of the rest. By default its size decides.",
        "파일을 먼저 청크로 나누어 업로드할지 여부. 지정하지 않으면 크기에 따라 정합니다.",
    ),
    # Models
    "fields": ("Fields", "필드"),
    "values": ("Values", "값"),
    "union_of": ("One of several models; the field says which:", "여러 모델 중 하나이며, 다음 필드로 구분합니다:"),
    "open_enum": (
        "The server may add values: one that is not listed is an `UnknownValue`, a string all the same.",
        "서버가 값을 추가할 수 있습니다. 목록에 없는 값은 문자열인 `UnknownValue`로 제공됩니다.",
    ),
    "used_by": ("Used by", "사용하는 곳"),
    # Reference
    "errors_intro": (
        "All that a call raises about itself is a `ClientError`. Catch the class that you can do something about.",
        "호출 자체에서 발생하는 모든 오류는 `ClientError`입니다. 처리할 수 있는 클래스를 잡으세요.",
    ),
    "status": ("Status", "상태 코드"),
    "what_to_do": ("What to do", "해결 방법"),
    "attributes": ("Attributes", "속성"),
    "runtime_intro": (
        "What you import besides the client, its models and its enums.",
        "클라이언트, 모델, 열거형 외에 가져와 사용하는 이름입니다.",
    ),
    "for_generated": ("Used by generated code.", "생성된 코드에서 사용합니다."),
    "bases": ("Based on", "상위 클래스"),
    "section_args": ("Arguments", "인자"),
    "section_attributes": ("Attributes", "속성"),
    "section_returns": ("Returns", "반환값"),
    "section_yields": ("Yields", "생성값"),
    "section_raises": ("Raises", "발생하는 오류"),
    "section_example": ("Example", "예"),
}
"""Name of a word to the word in each language, in the order of `LANGUAGES`."""

ERROR_ADVICE: Final[Mapping[str, tuple[str, str]]] = {
    "InvalidArgumentError": (
        "An argument is wrong, and nothing was sent. The message names it: correct the call.",
        "인자가 잘못되어 아무것도 보내지 않았습니다. 메시지에 나온 인자를 고치세요.",
    ),
    "ValidationError": (
        "The server refused what was sent. `field_errors` says which field and why.",
        "서버가 보낸 내용을 거부했습니다. `field_errors`에서 필드와 이유를 확인하세요.",
    ),
    "AuthenticationError": (
        "The credential is missing or wrong. Check the token.",
        "인증 정보가 없거나 잘못되었습니다. 토큰을 확인하세요.",
    ),
    "AuthorizationError": (
        "The credential is valid, but not for this. Ask for the permission.",
        "인증은 되었지만 권한이 없습니다. 권한을 요청하세요.",
    ),
    "NotFoundError": ("There is none with this ID, or you may not see it.", "해당 ID가 없거나 볼 권한이 없습니다."),
    "ConflictError": (
        "It has changed meanwhile, or exists already. Fetch it, and decide anew.",
        "그동안 변경되었거나 이미 존재합니다. 다시 조회한 뒤 결정하세요.",
    ),
    "NotModifiedError": (
        "Nothing has changed since what you have. Go on with that.",
        "가지고 있는 것과 달라지지 않았습니다. 그대로 쓰세요.",
    ),
    "GoneError": ("It existed, and is deleted. Do not ask again.", "삭제되었습니다. 다시 요청하지 마세요."),
    "PayloadTooLargeError": (
        "The server takes no body of this size. Send less at once.",
        "본문이 너무 큽니다. 나누어 보내세요.",
    ),
    "RateLimitError": (
        "Too many requests, also after the repetitions. Wait for `retry_after` seconds.",
        "재시도 후에도 요청이 너무 많습니다. `retry_after`초 뒤에 다시 시도하세요.",
    ),
    "ServerError": (
        "The server failed. See `may_have_been_applied` before you repeat a change.",
        "서버 오류입니다. 변경을 다시 보내기 전에 `may_have_been_applied`를 확인하세요.",
    ),
    "ClientConnectionError": (
        "The server could not be reached. Check the network and the base URL.",
        "서버에 연결할 수 없습니다. 네트워크와 기본 URL을 확인하세요.",
    ),
    "ClientTimeoutError": (
        "No response came in time. Check whether a change was applied before you repeat it.",
        "제시간에 응답이 없습니다. 변경을 다시 보내기 전에 적용되었는지 확인하세요.",
    ),
    "DeadlineExceededError": (
        "The time for the whole call is over. Allow more, or ask for less.",
        "호출 전체의 제한 시간이 지났습니다. 시간을 늘리거나 범위를 줄이세요.",
    ),
    "UploadError": (
        "A file could not be stored. Call again: the upload resumes.",
        "파일을 저장하지 못했습니다. 다시 호출하면 이어서 업로드합니다.",
    ),
    "WaiterError": (
        "It ended with a failure. `log` has its last lines.",
        "작업이 실패로 끝났습니다. `log`에서 마지막 로그를 확인하세요.",
    ),
    "WaiterTimeoutError": (
        "It goes on, but longer than you wait. Wait again, or with a longer `timeout`.",
        "작업은 계속되고 있습니다. 다시 기다리거나 `timeout`을 늘리세요.",
    ),
    "DecodeError": (
        "The response cannot be read. Look at `response`, and report it.",
        "응답을 읽을 수 없습니다. `response`를 확인하고 제보하세요.",
    ),
    "RedirectError": (
        "The server redirects elsewhere. Correct the base URL.",
        "서버가 다른 주소로 이동시킵니다. 기본 URL을 고치세요.",
    ),
}
"""Error of the runtime to what callers do about it."""


@frozen(slots=False)
class Language:
    """One language of the site."""

    code: str

    @property
    def name(self) -> str:
        """Its name, as its speakers write it."""
        return LANGUAGE_NAMES[self.code]

    @cached_property
    def words(self) -> SimpleNamespace:
        """The words of the site, for templates."""
        return SimpleNamespace(**{name: self.pick(*texts) for name, texts in WORDS.items()})

    def word(self, name: str) -> str:
        """Return a word of the site."""
        return self.pick(*WORDS[name])

    def advice(self, error: str) -> str:
        """Return what to do about an error; "" if nothing is known."""
        return self.pick(*ERROR_ADVICE.get(error, ("", "")))

    def text(self, doc: Doc) -> str:
        """Return the text of a doc; the other language's if it is missing."""
        return self.pick(doc.en, doc.ko) or doc.en or doc.ko

    def pick(self, en: str, ko: str) -> str:
        """Return one of two texts."""
        return ko if self.code == "ko" else en
