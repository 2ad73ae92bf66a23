"""beancount: what each account holds as of a date.

python beans.py LEDGER DAY
"""

import sys
from collections import defaultdict
from datetime import date
from decimal import Decimal

from beancount import loader
from beancount.core.data import Transaction


def balances(ledger: str, day: date) -> dict[str, Decimal]:
    entries, errors, _ = loader.load_file(ledger)
    if errors:
        sys.exit(str(errors[0]))
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, Transaction) and entry.date < day:
            for posting in entry.postings:
                sums[posting.account] += posting.units.number
    return sums


if __name__ == "__main__":
    for account, held in balances(sys.argv[1], date.fromisoformat(sys.argv[2])).items():
        print(account, held)
