from multiprocessing import get_context

from sayso.web.boards import OwnBoard, Progress, SharedBoard
from sayso.web.linking import LinkRun


def _write(board: SharedBoard) -> None:
    board.write(Progress(is_running=True, done=3, waiting=9, fault="é"))


def test_a_board_of_one_process_keeps_what_was_written_last() -> None:
    board = OwnBoard()
    assert board.read() == Progress()
    board.write(Progress(done=1))
    assert board.read() == Progress(done=1)


def test_what_another_process_writes_is_read_here() -> None:
    context = get_context("spawn")
    board = SharedBoard(context)
    assert board.read() == Progress()
    other = context.Process(target=_write, args=(board,))
    other.start()
    other.join(60)
    assert board.read() == Progress(is_running=True, done=3, waiting=9, fault="é")
    assert LinkRun(board).progress.is_running, "a run of another process is a run here too"


def test_a_fault_that_is_too_long_is_cut() -> None:
    board = SharedBoard(get_context("spawn"))
    board.write(Progress(fault="😀" * 10_000))
    assert 0 < len(board.read().fault) < 10_000
