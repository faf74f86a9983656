"""The long drill of the Telegram connector: 20 kills while 500 messages are written; prints what came of it.

    uv run python scripts/drill_telegram.py [FOLDER]

FOLDER is the home of the house that is started for it; with trained models in it the drill begins at once.
"""

import sys
from pathlib import Path

from tests.support.bot_api import TOKEN, BotApi
from tests.support.house import RunningHouse, free_port
from tests.support.telegram_drill import drill

PEOPLE, MESSAGES, KILLS = 25, 500, 20


def main(home: Path) -> None:
    """Run the drill in `home`."""
    home.mkdir(parents=True, exist_ok=True)
    api = BotApi(strict_pace=True)
    api.start()
    house = RunningHouse(home, free_port(), APPRODO_TELEGRAM_TOKEN=TOKEN, APPRODO_TELEGRAM_API_URL=api.url)
    try:
        house.start()
        print(drill(house, api, PEOPLE, MESSAGES, KILLS, pause=0.2, patience=600))
    finally:
        house.stop()
        api.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var/drill"))
