"""The provinces of Lombardy by their two letters, as addresses of pages and in words."""

PROVINCES = {
    "BG": "Bergamo",
    "BS": "Brescia",
    "CO": "Como",
    "CR": "Cremona",
    "LC": "Lecco",
    "LO": "Lodi",
    "MN": "Mantova",
    "MI": "Milano",
    "MB": "Monza e Brianza",
    "PV": "Pavia",
    "SO": "Sondrio",
    "VA": "Varese",
}
