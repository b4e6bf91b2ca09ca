"""Turns of a conversation that ask nothing of the reports: greetings, thanks, "are you sure?", "shorter, please", in four languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Wish = Literal["again", "shorter", "more"]
_POLITE = r"(?:,? (?:please|pls|por favor|s'il (?:vous|te) pla[iî]t|svp))?"
THANKS = r"(?:many |a lot of |muchas |merci |muito )?(?:thanks?|thank you|thx|ty|cheers|gracias|merci|obrigad[oa])"
GREETING = (
    r"(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)|hola|buen[oa]s(?: d[ií]as| tardes| noches)?|ol[áa]|oi|bom dia|boa (?:tarde|noite)"
    r"|bonjour|bonsoir|salut)"
)
"""Regular expressions for greetings and thanks."""
_HOW_ARE_YOU = r"(?:tudo bem|tudo bom|como vai|como est[áa](?:s|o)?|c[óo]mo est[áa][sn]?|qu[ée] tal|[çc]a va|comment (?:allez-vous|vas-tu|[çc]a va))"
_BYE = r"(?:good ?bye|bye(?: bye)?|see you|ad[ií]os|hasta luego|chau|tchau|at[ée] logo|au revoir)"
_PLEASED = (
    r"(?:very |really |so |most |quite |(?:that|it|this) (?:is|was) |(?:that|it)'s |muy |très |muito )*"
    r"(?:helpful|useful|good|great|nice|perfect|cool|clear|interesting|kind|[úu]til|bien|[oó]timo|bom)"
)
_REMARK = (
    r"(?:ok|okay|well|oh|ah|i see|got it|understood|vale|bueno|d'accord|there|all|again|you|so much|a lot|lol|in advance"
    r"|for (?:the|your) (?:help|answer|time)"
    r"|this is useless|you (?:don't|do not) answer(?: anything)?|that(?:'s| is) not what i asked"
    r"|(?:that(?:'s| is|s)|this is) (?:all|it|everything)(?: (?:that )?i (?:needed|need|wanted|want)(?: to know)?)?(?: (?:for (?:now|today)|from me|thanks))?)"
)
_ADDRESSED = (
    r"(?:how (?:are|r) (?:you|u|things)(?: (?:doing|today))*|how(?:'s| is) it going|what's up|who (?:are|r) (?:you|u)|what are you"
    r"|are you (?:an? )?(?:ai|bot|robot|human|person|machine)|who (?:made|built|created|trained) you|what(?:'s| is) your name)"
)
_NOTHING = re.compile(rf"\W*(?:(?:{_ADDRESSED}|{_HOW_ARE_YOU}|{_REMARK}|{THANKS}|{GREETING}|{_BYE}|{_PLEASED})\b\W*)++", re.IGNORECASE)
_HELP = re.compile(
    rf"\W*(?:{GREETING}\W+)*+(?:help(?: me)?|start|menu|test|what (?:can|do|could) you (?:do|know|answer)|what (?:can|may|could|should) i ask(?: you)?"
    r"|how (?:do|does|can) (?:i use )?(?:this|it|you)(?: work)?|ayuda|qu[ée] (?:puedes?|sabes?) (?:hacer|usted hacer)|qu[ée] (?:puedo|se puede) preguntar"
    r"|c[óo]mo funciona(?: esto)?|ajuda|o que (?:voc[êe] )?(?:pode|sabe) fazer|o que posso perguntar|como funciona(?: isto| isso)?"
    r"|aide(?:z-moi)?|que (?:pouvez-vous|peux-tu|savez-vous) faire|que puis-je demander|comment [çc]a marche)\W*",
    re.IGNORECASE,
)
"""Asks what may be asked."""
_NO_QUESTION = r"(?:(?!\b(?:does|do|did|is|are|has|have|what|who|which|when|where|how|why)\b)[^?:])*"
_WANTS_HELP = re.compile(
    r"(?:\W*(?:hi|hello|hey|hola|good (?:morning|afternoon|evening))\b\W*)?"
    rf"(?:(?:i|i'm|im|we|we're|my|our)\b{_NO_QUESTION}[.,;!]+ )?"
    r"(?:can|could|would) you (?:please )?(?:help|assist)(?: (?:me|us))?(?: (?:with|on) (?:this|that|it))?\W*"
    r"|(?:\W*(?:hi|hello|hey|hola)\b\W*)?(?:can|may|could) i ask"
    r" (?:you )?(?:something|a question|(?:some )?questions|(?:you )?in (?:english|spanish))(?:\W+(?:it's|its|it is) about \w+)?\W*",
    re.IGNORECASE,
)
"""Tells what help is wanted for, and asks for it ("I'm preparing a briefing, can you help?")."""
_IT = r"(?:so|that|this|it)"
_AGAIN = (
    r"(?:(?:but|and|so|ok|oh)\W+)?(?:"
    rf"are you (?:really |quite |absolutely )?(?:sure|certain)(?: (?:of|about) {_IT})?|really|is that so|how do you know(?: that)?"
    rf"|where (?:does (?:it|the report) say|is) {_IT}(?: written| stated| said)?|where (?:did you|do you) (?:get|find|see|take) {_IT}(?: from)?"
    r"|(?:(?:can|could) you )?(?:show|give|quote|cite)(?: me)? (?:the |your )?(?:sources?|proof|quotes?|place|page)|sources?|proof"
    r"|(?:can|could) you repeat(?: that)?|say (?:that|it) again"
    rf"|(?:(?:sorry|i (?:don't|do not|didn't|did not) (?:understand|get)(?: {_IT})?)\W+)*(?:answer|reply|respond|write|say {_IT}|explain)(?: (?:me"
    rf"|to me))? in (?:english|spanish)"
    r"|(?:no entiendo\W+)?(?:cont[eé]st[ae]|respond[ea]|escrib[ea]|explic[aá])(?:me|lo|melo)? en (?:español|castellano|ingl[ée]s)|no entiendo"
    r"|i (?:don't|do not) understand"
    r"|¿?(?:est[áa]s?) segur[oa]|¿?d[óo]nde (?:lo )?dice(?: eso| esto)?|¿?seguro|tem certeza|onde (?:diz|est[áa]) isso"
    r"|(?:êtes-vous|es-tu|tu es|vous êtes) sûre?s?|où est-ce (?:écrit|dit))"
)
_SHORTER = (
    r"(?:(?:can|could) you )?(?:(?:make|keep|say|put) (?:it|that) )?(?:(?:a bit |much |even )?(?:shorter|briefer)|in short|briefly"
    r"|m[áa]s (?:corto|breve)|mais curto|plus court)"
)
_MORE = (
    r"(?:(?:can|could|would) you )?(?:please )?(?:(?:(?:tell|give|show) (?:me |us )?)?(?:some |any )?(?:more|further)"
    rf"(?: (?:details?|information|info|(?:about|on) {_IT}))?|(?:elaborate|go on|continue|expand)(?: on {_IT})?)"
    r"|m[áa]s (?:detalles|informaci[óo]n)|mais detalhes|plus de d[ée]tails"
)
_SAID: tuple[tuple[Wish, str], ...] = (("again", _AGAIN), ("shorter", _SHORTER), ("more", _MORE))
_WITH_REASON = re.compile(
    r"(?P<doubt>[^?!.,]+[?!.,]+)\s+(?:(?:but|because|pero|mas|mais) )?(?:i (?:\w+ )?(?:heard|read|thought|think|saw|believe|remember|was told)"
    r"|(?:yo )?(?:me parece|creo|cre[ií]a|le[ií]|escuch[ée]|ten[ií]a entendido|me (?:dijeron|han dicho|contaron)|pens[eé]|pensaba|o[ií]|sab[ií]a|entend[ií])"
    r"|me disseram|eu (?:achava|pensava|sabia)|ouvi dizer|on m'a dit|je (?:pensais|croyais|savais)"
    r"|acho|ouvi|li|pensei|je (?:pense|crois)|j'ai)\b[^?]*",
    re.IGNORECASE,
)
"""A doubt with its reason ("Are you sure? I heard that they launched one.")."""
_NAMES = re.compile(r"(?!.*\b(?:it|its|one|ones|there|them|that|this)\b).*\b[A-Z]{3,}\b", re.DOTALL)
"""Says something of its own, of a thing that it names."""
_AND_CITE = re.compile(
    r"(?P<doubt>[^?!.,]+[?!.,]+)\s+(?:(?:please|por favor) )?(?:cite|quote|show(?: me)?|c[ií]t[ae](?:me|lo)?|mu[ée]str[ae](?:me)?"
    r"|mostre(?:-me)?|citez|montrez)\b[^?]*",
    re.IGNORECASE,
)
"""A doubt that wants the words as well ("Are you sure? Quote the passage.")."""
_WISHES = {name: re.compile(rf"\W*(?:{said}){_POLITE}\W*", re.IGNORECASE) for name, said in _SAID}


def asks_nothing(text: str) -> bool:
    """Return whether a turn only greets, thanks, takes leave or complains."""
    return _NOTHING.fullmatch(text) is not None


def wants_help(text: str) -> bool:
    """Return whether a turn asks what may be asked ("what can you do?")."""
    return _HELP.fullmatch(text) is not None or _WANTS_HELP.fullmatch(text) is not None


def without_doubt(text: str) -> str:
    """Return a doubt with a reason that names something itself ("Are you sure? I read they evaluated the PTCD.") without the doubt, else the text."""
    doubted = _WITH_REASON.fullmatch(text)
    if doubted is None or not _NAMES.match(text, doubted.end("doubt")) or not any(p.fullmatch(doubted["doubt"]) for p in _WISHES.values()):
        return text
    return text[doubted.end("doubt") :].strip()


def wish(text: str) -> Wish | None:
    """Return what a turn wants of the answer before it: to have it again with its place, shorter, or more of it; None where it asks something else."""
    text = without_doubt(text)
    doubted = _WITH_REASON.fullmatch(text) or _AND_CITE.fullmatch(text)
    said = doubted["doubt"] if doubted else text
    return next((name for name, pattern in _WISHES.items() if pattern.fullmatch(said)), None)


def substance(history: Sequence[str]) -> tuple[str, ...]:
    """Return the turns of a conversation that ask something of the reports."""
    return tuple(turn for turn in history if not asks_nothing(turn) and not wants_help(turn) and wish(turn) is None)
