"""The page's own words in an answer, in the language of the question."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.datatypes import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around an answer in one language."""

    yes: str
    no: str
    mixed: str
    found: str
    silent: str
    nearest: str
    limited: str
    more: str
    copy: str
    copied: str
    conflict: str


_WORDS = {
    "en": Words(
        yes="Yes",
        no="No",
        mixed="Partly",
        found="In the report",
        silent="Not in the report",
        nearest="Nearest passages – not an answer",
        limited="Limited to",
        more="more",
        copy="Copy with citations",
        copied="Copied",
        conflict="The report contradicts itself",
    ),
    "es": Words(
        yes="Sí",
        no="No",
        mixed="En parte",
        found="En el informe",
        silent="No está en el informe",
        nearest="Pasajes más cercanos – no son una respuesta",
        limited="Limitado a",
        more="más",
        copy="Copiar con citas",
        copied="Copiado",
        conflict="El informe se contradice",
    ),
    "pt": Words(
        yes="Sim",
        no="Não",
        mixed="Em parte",
        found="No relatório",
        silent="Não está no relatório",
        nearest="Trechos mais próximos – não são uma resposta",
        limited="Limitado a",
        more="mais",
        copy="Copiar com citações",
        copied="Copiado",
        conflict="O relatório se contradiz",
    ),
    "fr": Words(
        yes="Oui",
        no="Non",
        mixed="En partie",
        found="Dans le rapport",
        silent="Pas dans le rapport",
        nearest="Passages les plus proches – pas une réponse",
        limited="Limité à",
        more="de plus",
        copy="Copier avec les citations",
        copied="Copié",
        conflict="Le rapport se contredit",
    ),
}


def words_for(language: str) -> Words:
    """Return the words of a language; English where there are none."""
    return _WORDS.get(language, _WORDS["en"])


def badge(answer: Answer) -> tuple[str, str, str]:
    """Return an answer's badge as (kind, sign, word): the sign and the word say it without the colour."""
    words = words_for(answer.language)
    if not answer.answered:
        return "silent", "○", words.silent
    return {
        Verdict.YES: ("yes", "✓", words.yes),
        Verdict.NO: ("no", "✕", words.no),
        Verdict.MIXED: ("mixed", "◐", words.mixed),
        None: ("found", "●", words.found),
    }[answer.verdict]
