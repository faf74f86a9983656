"""Guides for tests of the editor."""

from typing import Any

from foundation.database import Sessions, reading
from knowledge.editing import Content, Editing, Editor
from knowledge.guides.content import GuideContent, sections_hash
from knowledge.guides.guide_kind import guide_subject
from knowledge.guides.repository import save_guide
from knowledge.guides.service import GuideView, guide_for

ANNA, BRUNA, CARLA = Editor("a", "Anna"), Editor("b", "Bruna"), Editor("c", "Carla", coordinator=True)
SOURCE = {"title": "Agenzia delle Entrate", "url": "https://www.agenziaentrate.gov.it"}
ITALIAN: dict[str, Any] = {
    "title": "Avere il codice fiscale",
    "summary": "È gratis. Lo chiedi all'Agenzia delle Entrate.",
    "what": "È un codice di 16 lettere e numeri.",
    "who": "Chi vive in Italia.",
    "steps": ["Prendi un appuntamento.", "Vai con il passaporto."],
    "documents": ["Passaporto"],
    "cost": "Gratis. Un bollo di 16,00 euro non serve.",
    "time": "Subito, oppure 5 giorni.",
    "where": "All'Agenzia delle Entrate: https://www.agenziaentrate.gov.it o 800 90 96 96.",
    "warning": "Non pagare nessuno.",
}
ARABIC: dict[str, Any] = {
    "title": "الحصول على الرقم الضريبي",
    "summary": "مجاني.",
    "what": "رمز من ١٦ حرفًا ورقمًا.",
    "who": "من يعيش في إيطاليا.",
    "steps": ["خذ موعدًا.", "اذهب مع جواز السفر."],
    "documents": ["جواز السفر"],
    "cost": "مجاني. لا تحتاج طابع 16,00 يورو.",
    "time": "فورًا، أو 5 أيام.",
    "where": "https://www.agenziaentrate.gov.it أو 800 90 96 96.",
    "warning": "لا تدفع لأحد.",
}


async def a_guide(sessions: Sessions, topic: str = "tax_code", **italian: str) -> None:
    """The guide on a topic in Italian, and in Arabic as a translation nobody has reviewed."""
    original = ITALIAN | italian
    source = sections_hash(original)
    texts = {
        "it": {"sections": original, "source_hash": source},
        "ar": {"sections": ARABIC, "source_hash": source},
    }
    async with sessions.begin() as session:
        await save_guide(session, GuideContent(topic, {"sources": [SOURCE], "phones": []}, texts))


async def served(sessions: Sessions, language: str, topic: str = "tax_code") -> GuideView:
    """What a reader of a language gets."""
    async with reading(sessions) as session:
        return await guide_for(session, topic, language)


async def publish(editing: Editing, language: str, content: Content, small: bool = False, seen: int = 0) -> None:
    """Anna writes it, Bruna publishes it."""
    subject = guide_subject("tax_code", language)
    draft = await editing.save(subject, content, seen, ANNA)
    await editing.submit(subject, draft.version)
    await editing.publish(subject, draft.version + 1, BRUNA, small_correction=small)
