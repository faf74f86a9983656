"""The bot's folder is where Rasa imports our components from."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
