"""Greetings and other most usual short messages: they decide, or tell nothing where several languages have them."""

from collections.abc import Sequence

# Phrases as `words` leaves them, by language. After the first message they never change the language:
# everybody says “ciao” and “grazie” here.
_PHRASES = {
    "it": "ciao|buongiorno|buonasera|buon giorno|buona sera|grazie|grazie mille|grazie tante|grazie a te|prego|"
          "arrivederci|per favore|va bene|salve|scusi|aiuto|italiano|perfetto|capito|buonanotte",
    "en": "hello|hi|hey|hi there|hello there|good morning|good evening|good afternoon|thanks|thank you|why|"
          "thank you so much|thanks a lot|thank u|please|yes|yes please|no thanks|bye|goodbye|sorry|english|"
          "okay thanks|how are you",
    "fr": "bonjour|bonsoir|coucou|merci|merci beaucoup|oui|non merci|au revoir|s'il vous plaît|s'il vous plait|"
          "svp|d'accord|aide|français|francais|ça va|ca va|bonne journée|bonne nuit|rebonjour",
    "es": "hola|buenos días|buenos dias|buenas tardes|buenas noches|buenas|gracias|muchas gracias|mil gracias|"
          "sí|por favor|adiós|adios|hasta luego|de nada|ayuda|español|espanol|hola buenas|hola buenos días|qué tal",
    "pt": "olá|bom dia|boa tarde|boa noite|obrigado|obrigada|muito obrigado|muito obrigada|não|nao|tchau|"
          "ajuda|português|portugues|oi|oi tudo bem|tudo bem|valeu|bom dia tudo bem",
    "ro": "bună|bună ziua|buna ziua|bună dimineața|buna dimineata|bună seara|buna seara|mulțumesc|multumesc|"
          "mulțumesc mult|multumesc mult|vă rog|va rog|la revedere|ajutor|română|romana|nu|mersi mult|salut ce faci",
    "sq": "tungjatjeta|përshëndetje|pershendetje|mirëdita|miredita|mirëmëngjes|miremengjes|mirëmbrëma|mirembrema|"
          "faleminderit|flm|falemnderit|jo|ju lutem|mirupafshim|ndihmë|ndihme|shqip|ckemi|ç'kemi|tung",
    "tl": "kumusta|kamusta|kumusta po|kamusta po|magandang umaga|magandang umaga po|magandang hapon|magandang gabi|"
          "salamat|salamat po|maraming salamat|maraming salamat po|opo|oo|paalam|tulong|tagalog|hello po|hi po|"
          "good morning po|sige po|sige",
    "uk": "привіт|вітаю|добрий день|доброго дня|доброго ранку|добрий вечір|дякую|дуже дякую|дякую дуже|так|ні|"
          "будь ласка|до побачення|допоможіть|українська|українською|pryvit|privit|dobryi den|dobryj den|dobry den|"
          "dobrogo dnya|dobroho dnia|dyakuyu|dyakuju|diakuiu|dyakuyu duzhe|duzhe dyakuyu|bud laska|слава україні",
    "ru": "привет|здравствуйте|здравствуй|добрый день|доброе утро|добрый вечер|спасибо|большое спасибо|спасибо большое|"
          "да|нет|пожалуйста|до свидания|помогите|русский|по русски|privet|zdravstvuyte|zdravstvuite|dobriy den|"
          "dobryy den|spasibo|spasibo bolshoe|pozhaluysta|pojaluista|do svidaniya|хорошо|ок спасибо",
    "ar": "مرحبا|مرحباً|أهلا|اهلا|أهلاً|السلام عليكم|سلام عليكم|صباح الخير|مساء الخير|شكرا|شكراً|شكرا جزيلا|نعم|لا|"
          "من فضلك|مع السلامة|مساعدة|العربية|عربي|أهلا وسهلا|marhaba|mar7aba|mrhba|ahlan|ahla|sabah el kheir|"
          "sbah lkhir|sabah lkhir|chokran|shukran|choukran|shokran|chokran bzaf|choukran bezzaf|labas|"
          "la bes|wesh|3afak|afak|na3am|marhba|salam alaykoum|salam 3likom|slm 3likom|salam aleykoum|salamo alaykom",
    "ur": "السلام علیکم|شکریہ|بہت شکریہ|جی|جی ہاں|نہیں|ہاں|مدد|اردو|خدا حافظ|آداب|ہیلو|assalam o alaikum|"
          "assalamualaikum ji|shukriya|bohat shukriya|bahut shukriya|ji haan|khuda hafiz|aoa|kya haal hai|salam bhai",
    "pa": "sat sri akal|sat shri akal|ssa|sat sri akal ji|dhanwad|meharbani|kiddan|ki haal hai|ki haal aa|punjabi",
    "bn": "assalamu alaikum bhai|dhonnobad|dhanyabad|kemon achen|kemon asen|bangla|kmn asen|bhalo achen",
    "zh": "ni hao|nihao|xie xie|xiexie|zai jian|zaijian|xiexie ni|zhongwen",
    "si": "ayubowan|isthuthi|istuti|bohoma isthuthi|sthuthi|kohomada|sinhala",
}  # fmt: skip
# Said in many languages alike: they tell nothing.
_SHARED_PHRASES = (
    "ok|okay|oki|k|si|no|salam|salaam|slm|salam alaikum|assalamu alaikum|assalamualaikum|salam aleikum|mersi|merci ok|"
    "ciao ciao|bonus|no no|da da|a|e|i|o|u|y|x|inshallah|allah|mama|papa|euro|ok ok|stop|start|menu|info|test|"
    "whatsapp|telegram|سلام|oh|ah|ha|haha|hahaha|lol|hmm|mm|aa|a1|a2|b1|b2|c1|c2|hola ciao|na|ne|ja|je|non|bot|robot|"
    "po|da|salut|vale|certo|pardon|help|hindi|sim|hola hello|thx|pls|please ok"
)
_SHARED = frozenset(_SHARED_PHRASES.split("|"))
_DECIDED = {phrase: code for code, phrases in _PHRASES.items() for phrase in phrases.split("|")}


_SINGLE = {phrase for phrase in (*_DECIDED, *_SHARED) if " " not in phrase}


def usual(text: Sequence[str]) -> tuple[bool, str | None]:
    """Whether a whole message is one of the usual phrases, and the language it tells (None: it might be several)."""
    phrase = " ".join(text)
    if phrase in _SHARED:
        return True, None
    return phrase in _DECIDED, _DECIDED.get(phrase)


def says_little(word: str) -> bool:
    """Whether a word is a usual message by itself: in the middle of a conversation anybody may say it."""
    return word in _SINGLE
