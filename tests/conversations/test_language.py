"""Which language a message is in: real-life cases on the real model, and its figures on sentences of other people."""

from collections import defaultdict
from pathlib import Path

import pytest

from conversations.language import LanguageIdentifier
from conversations.language.model import LanguageModel, data_hash, sentences
from foundation.errors import NotReadyError
from foundation.languages import languages
from foundation.settings import PROJECT

TEST_SENTENCES = PROJECT / "data" / "test"
OURS = ["it", "en", "fr", "es", "ar", "uk", "zh", "ur", "bn", "pa", "sq", "ro", "ru", "tl", "si", "pt"]
# Per cent of the sentences of data/test, without history. What people wrote in another language (“in english please”
# among the French) or in words of two (“como pedir”) nobody can tell: see docs/language.md.
FIRST_RIGHT, LATER_RIGHT, CERTAIN, WRONG, FALSE_FOREIGN = 97.5, 96.0, 85.0, 1.5, 0.5

# Told, and certain enough to act on, in a first message.
CLEAR = {
    "it": "ciao|buongiorno|grazie mille|come faccio a iscrivere mio figlio a scuola?|ho perso il permesso di soggiorno"
    "|dove posso mangiare stasera a Bergamo|quanto costa la marca da bollo per il rinnovo?",
    "en": "hello|hi|thank you|where can I learn Italian for free?|my permesso di soggiorno expired what do I do"
    "|how do i get a codice fiscale|i lost my job last week",
    "fr": "bonjour|merci beaucoup|où est la questura de Milano ?|je cherche un logement pas cher"
    "|c est quoi le codice fiscale|mon fils a besoin d'un pédiatre|jai perdu mon passeport",
    "es": "hola|muchas gracias|necesito una cita en la questura|mi hijo tiene que ir a la escuela, ¿cómo lo inscribo?"
    "|donde puedo comer gratis en Milano|me quede sin trabajo y no se que hacer",
    "ar": "مرحبا|شكرا جزيلا|كيف أجدد تصريح الإقامة؟|بغيت نجدد permesso di soggiorno|واش كاين شي دروس ديال الطاليانية"
    "|kifach ndir codice fiscale|bghit n9ra italian fabor|3andi rendez-vous f questura ghedda"
    "|ma3andich lflous bach nkhelless|3ayez agadded el permesso|win nejjem nemchi bech na9ra",
    "uk": "привіт|дякую|Як отримати тимчасовий захист?|де можна поїсти безкоштовно|мені потрібен лікар для дитини"
    "|pryvit|dobryi den|yak otrymaty codice fiscale|de mozhna znaity robotu v Milani|meni potriben likar dlia dytyny"
    "|skilky koshtuie permesso di soggiorno|hochu zapysaty dytynu do shkoly|ja shukaju kvartyru u Bergamo",
    "ru": "привет|спасибо большое|Как продлить вид на жительство?|где найти работу без документов|нужен врач ребёнку"
    "|privet|spasibo|gde mozhno pouchit italyanskiy besplatno|kak poluchit codice fiscale|mne nuzhna rabota srochno",
    "zh": "你好|谢谢|怎么续签居留|我在Milano找工作|我的permesso di soggiorno过期了怎么办|ni hao|zenme banli juliu",
    "ur": "السلام علیکم|شکریہ|مجھے ڈاکٹر کی ضرورت ہے|questura کا پتہ بتائیں|mujhe kaam chahiye koi madad karo"
    "|permesso renew kaise karun|bache ko school me dakhil karwana hai|aoa",
    "bn": "ধন্যবাদ|আমার কাজ দরকার|permesso renew করতে কী লাগে|amar kaj dorkar kothay pabo|ami italian shikhte chai",
    "pa": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ|ਮੈਨੂੰ ਕੰਮ ਚਾਹੀਦਾ ਹੈ|sat sri akal|mainu kamm chahida hai kithe milu|permesso renew kiven karauna",
    "sq": "përshëndetje|faleminderit|Ku mund të mësoj italisht falas?|dua te rinovoj lejen e qendrimit"
    "|kam nevoje per mjek",
    "ro": "bună ziua|mulțumesc|Unde pot învăța italiană gratis?|vreau sa imi inscriu copilul la scoala"
    "|caut de munca in Milano",
    "tl": "kumusta po|maraming salamat po|Saan po pwede mag-aral ng Italian?|paano mag renew ng permesso di soggiorno"
    "|naghahanap po ako ng trabaho",
    "si": "ආයුබෝවන්|මට වැඩක් ඕන|ayubowan|mata wadak one koheda hoyanne|permesso eka aluth karanne kohomada",
    "pt": "olá|muito obrigado|Onde posso aprender italiano de graça?|perdi meu emprego e não sei o que fazer"
    "|como faço para matricular meu filho na escola",
}
# None of ours: told so in a first message.
FOREIGN = {
    "de": "Guten Tag|Ich möchte meinen Aufenthaltstitel verlängern|wo finde ich einen arzt für mein kind",
    "nl": "Ik wil mijn verblijfsvergunning verlengen|waar kan ik een huisarts vinden",
    "sv": "Jag vill förnya mitt uppehållstillstånd|hur anmäler jag mitt barn till skolan",
    "pl": "dzień dobry|Chciałabym przedłużyć kartę pobytu|gdzie moge znalezc lekarza rodzinnego",
    "cs": "Chtěla bych prodloužit povolení k pobytu|Kde najdu praktického lékaře?",
    "hr": "Želim produžiti dozvolu boravka|Gdje mogu pronaći liječnika?",
    "hu": "Szeretném meghosszabbítani a tartózkodási engedélyemet|elvesztettem az útlevelemet",
    "lt": "Noriu pratęsti leidimą gyventi|Kur galiu rasti šeimos gydytoją?",
    "tr": "günaydın|Oturma iznimi yenilemek istiyorum|aile hekimi nerede bulabilirim"
    "|pasaportumu kaybettim ne yapmalıyım",
    "ku": "Ez dixwazim destûra rûniştinê nû bikim|ez li kar digerim",
    "vi": "Tôi muốn gia hạn giấy phép cư trú",
    "so": "mahadsanid|Waxaan rabaa inaan cusboonaysiiyo sharcigayga|xagee ka heli karaa dhakhtar",
    "sw": "Ninataka kuongeza muda wa kibali changu|nimepoteza pasipoti yangu nifanye nini",
    "wo": "Dama bëgga yeesal sama kayit",
    "ca": "On puc trobar un metge per al meu fill?",
    "bg": "Искам да подновя разрешението си за пребиваване|как да запиша детето си на училище|благодаря",
    "sr": "Где могу да нађем лекара?|хоћу да упишем дете у школу",
    "fa": "می‌خواهم اجازه اقامتم را تمدید کنم|چطور بچه‌ام را در مدرسه ثبت نام کنم؟|دکتر خانواده کجا پیدا کنم",
    "ps": "زه غواړم خپل د اوسېدو اجازه لیک تمدید کړم",
    "ckb": "لە کوێ دەتوانم پزیشک بدۆزمەوە؟",
    "hi": "मुझे अपना परमिट बढ़ाना है|नमस्ते",
    "ta": "எனக்கு மருத்துவர் வேண்டும்",
    "ml": "എനിക്ക് സഹായം വേണം",
    "am": "የመኖሪያ ፈቃዴን ማደስ እፈልጋለሁ",
    "ka": "მინდა ბინადრობის ნებართვის გაგრძელება",
    "el": "Θέλω να ανανεώσω την άδεια διαμονής μου",
    "ko": "체류 허가를 연장하고 싶어요",
    "ja": "滞在許可証を更新したいです",
}
# In a conversation, whatever its language, these change nothing.
SAY_LITTLE_TEXT = (
    "ok|si|no|grazie|ciao|2024|12/05|Milano|Sesto San Giovanni|Bergamo|permesso di soggiorno|carta d'identità|SPID|CAF"
    "|questura|tessera sanitaria|ISEE|naspi|merci|thanks|whatsapp|👍|codice fiscale?"
    "|nulla osta al ricongiungimento familiare"
)
SAY_LITTLE = SAY_LITTLE_TEXT.split("|")
# After a message in the first language, the second is told from this.
SWITCHES = (
    ("it", "en", "where can I learn Italian for free?"),
    ("it", "uk", "мені потрібен лікар для дитини"),
    ("it", "uk", "дякую"),
    ("ru", "uk", "Як отримати тимчасовий захист?"),
    ("uk", "ru", "где можно найти работу без документов"),
    ("en", "ar", "شكرا"),
    ("fr", "ar", "bghit n9ra italian fabor fin nemchi"),
    ("ar", "fr", "je cherche un logement pas cher"),
    ("es", "pt", "perdi meu emprego e não sei o que fazer"),
    ("pt", "es", "me quedé sin trabajo y no sé qué hacer"),
    ("en", "tl", "naghahanap po ako ng trabaho"),
    ("it", "zh", "我找工作"),
    ("it", "de", "wo finde ich einen arzt für mein kind"),
    ("de", "it", "ho perso il lavoro, cosa devo fare?"),
    ("ml", "en", "how do i get a codice fiscale"),
)


def spread(table: dict[str, str]) -> list[tuple[str, str]]:
    """The rows of a table, one for each text."""
    rows = [(code, text) for code, texts in table.items() for text in texts.split("|")]
    assert len(rows) >= 50
    return rows


def test_there_are_cases_of_every_kind() -> None:
    assert set(CLEAR) == set(OURS)
    assert not set(FOREIGN) & set(OURS)
    assert len(spread(CLEAR)) + len(spread(FOREIGN)) + len(SAY_LITTLE) + len(SWITCHES) >= 150


@pytest.mark.parametrize(("code", "text"), spread(CLEAR))
def test_clear_messages_are_told(identifier: LanguageIdentifier, code: str, text: str) -> None:
    guess = identifier.identify(text)
    assert (guess.language, guess.certain) == (code, True), guess


@pytest.mark.parametrize(("code", "text"), spread(FOREIGN))
def test_languages_of_the_world_are_none_of_ours(identifier: LanguageIdentifier, code: str, text: str) -> None:
    guess = identifier.identify(text)
    assert guess.language not in OURS, guess
    assert guess.certain, guess


@pytest.mark.parametrize("text", SAY_LITTLE)
def test_what_says_little_changes_nothing(identifier: LanguageIdentifier, text: str) -> None:
    for previous in (*OURS, "de", "fa"):
        guess = identifier.identify(text, previous)
        assert guess.language == previous, (previous, guess)


@pytest.mark.parametrize(("previous", "code", "text"), SWITCHES)
def test_a_clear_message_changes_the_language(
    identifier: LanguageIdentifier, previous: str, code: str, text: str
) -> None:
    guess = identifier.identify(text, previous)
    assert (guess.language, guess.certain) == (code, True), guess


@pytest.mark.parametrize("text", ["", "   ", "12345", "👍👍", "?!", "3331234567", "https://example.org"])
def test_without_words_nothing_is_told(identifier: LanguageIdentifier, text: str) -> None:
    assert identifier.identify(text).language is None
    assert identifier.identify(text, "uk").language == "uk"
    assert not identifier.identify(text, "uk").certain


@pytest.mark.parametrize("text", ["ok", "si", "no", "salam", "permesso di soggiorno", "Milano", "ᏣᎳᎩ", "ꦲꦏ꧀ꦱꦫ"])
def test_what_might_be_any_language_is_not_certain(identifier: LanguageIdentifier, text: str) -> None:
    assert not identifier.identify(text).certain


def test_most_sentences_of_other_people_are_told(identifier: LanguageIdentifier) -> None:
    found = defaultdict(list)
    for code, text in sentences(TEST_SENTENCES):
        found[code].append(identifier.identify(text))
    assert len(found) >= 6
    for code, guesses in found.items():
        share = 100 / len(guesses)
        assert len(guesses) >= 100
        right = FIRST_RIGHT if languages()[code].answered else LATER_RIGHT
        assert share * sum(guess.language == code for guess in guesses) >= right, code
        assert share * sum(guess.certain for guess in guesses) >= CERTAIN, code
        assert share * sum(guess.certain and guess.language != code for guess in guesses) <= WRONG, code
        assert share * sum(guess.language not in OURS for guess in guesses) <= FALSE_FOREIGN, code


def test_the_same_text_is_always_told_the_same(identifier: LanguageIdentifier) -> None:
    texts = [text for _, text in sentences(TEST_SENTENCES)][::20]
    assert texts
    first = [identifier.identify(text) for text in texts]
    assert [identifier.identify(text) for text in reversed(texts)] == first[::-1]


def test_a_model_is_kept_whole(tmp_path: Path) -> None:
    for code, text in (("it", "dove posso andare domani"), ("en", "where can I go tomorrow")):
        (tmp_path / "nlu" / code).mkdir(parents=True)
        (tmp_path / "nlu" / code / "greet.yml").write_text(f"    - {text}\n", encoding="utf-8")
    before = data_hash(tmp_path / "nlu")
    LanguageModel.train(tmp_path / "nlu").save(tmp_path / "model" / "language.model")
    model = LanguageModel.load(tmp_path / "model" / "language.model")
    assert model.languages == ["en", "it"]
    assert LanguageIdentifier(model).identify("where can I go").language == "en"
    assert data_hash(tmp_path / "nlu") == before
    (tmp_path / "nlu" / "it" / "greet.yml").write_text("    - ciao\n", encoding="utf-8")
    assert data_hash(tmp_path / "nlu") != before


@pytest.mark.parametrize("content", [None, b"", b"not a model", b"PK\x03\x04 nor this"])
def test_without_a_model_it_says_so(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "language.model").write_bytes(content)
    with pytest.raises(NotReadyError):
        LanguageIdentifier.load(tmp_path / "language.model")
