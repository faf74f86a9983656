"""The forms a name takes in a sentence, for the scripts whose languages add endings to it."""

_CYRILLIC = {
    "ия": ("ия", "ии", "ию", "ией", "иею"),
    "ія": ("ія", "ії", "ію", "ією", "іи"),
    "ья": ("ья", "ьи", "ью", "ьей"),
    "а": ("а", "ы", "и", "і", "у", "е", "ой", "ою"),
    "я": ("я", "и", "і", "ї", "ю", "е", "ей", "ею"),
    "о": ("о", "а", "і", "е", "у", "ом"),
}
_CONSONANT = ("", "а", "у", "е", "ом", "і", "ові")
_VOWELS = "аеєиіїоуюяэы"
_SHORTEST_DECLINED = 6  # "Комо" is not declined: "кому" is a word

_BENGALI = ("", "তে", "র", "ে", "ের", "য", "যে", "যের", "েও", "তেও", "েই", "ও", "ই", "কে", "এ", "এর")
_GURMUKHI = ("", "ਂ", "ੋਂ", "ਓਂ", "ਚ")
_SINHALA = ("", "ට", "ව", "වට", "වෙ", "වෙන්", "වෙදි", "ය", "යට", "යෙ", "යෙන්", "හි", "වල", "වලට", "වලින්", "ලා", "ගෙ", "යි")
_SINHALA_CUT = ("ෙ", "ෙන්", "ෙදි")
_VIRAMA = "\u0dca"


def forms(key: str, script: str) -> set[str]:
    """The key itself and its inflected forms; the last word of a name of several takes the ending."""
    head, space, last = key.rpartition(" ")
    return {head + space + form for form in _forms_of_word(last, script)}


def _forms_of_word(word: str, script: str) -> set[str]:
    if script == "cyrillic":
        return _cyrillic(word)
    if script == "bengali":
        return {word + ending for ending in _BENGALI}
    if script == "gurmukhi":
        return {word + ending for ending in _GURMUKHI}
    if script == "sinhala":
        return _sinhala(word)
    return {word}


def _cyrillic(word: str) -> set[str]:
    for final, endings in _CYRILLIC.items():
        if word.endswith(final) and (final != "о" or len(word) >= _SHORTEST_DECLINED):
            return {word.removesuffix(final) + ending for ending in endings}
    if word[-1:] in _VOWELS:
        return {word}
    return {word + ending for ending in _CONSONANT}


def _sinhala(word: str) -> set[str]:
    plain = {word + ending for ending in _SINHALA}
    if word.endswith(_VIRAMA):
        plain |= {word.removesuffix(_VIRAMA) + ending for ending in _SINHALA_CUT}
    return plain
