from collections.abc import Iterator
from itertools import count

from sayso.web.recounting import QUICK, SHARE, Recounted


class Clock:
    def __init__(self, takes: float) -> None:
        self.now, self.takes = 0.0, takes
        self.numbers: Iterator[int] = count(1)

    def read(self) -> float:
        return self.now

    def count(self) -> int:
        self.now += self.takes
        return next(self.numbers)


def test_a_quick_count_is_made_each_time() -> None:
    clock = Clock(QUICK / 2)
    counted = Recounted(clock.count, clock.read)
    assert [counted(), counted(), counted()] == [1, 2, 3]


def test_a_slow_count_is_told_again_for_a_while() -> None:
    clock = Clock(0.1)
    counted = Recounted(clock.count, clock.read)
    assert [counted(), counted()] == [1, 1]
    clock.now += 0.1 * SHARE - 0.01
    assert counted() == 1
    clock.now += 0.02
    assert counted() == 2


def test_it_is_made_anew_once_something_changed_here() -> None:
    clock = Clock(0.1)
    counted = Recounted(clock.count, clock.read)
    assert counted() == 1
    counted.forget()
    assert counted() == 2
