"""The alarms of conftest.py go off: each leak is put into a small suite of its own and seen."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ALARMS = Path(__file__).with_name("conftest.py")
OPTIONS = """
[pytest]
filterwarnings = error
qt_api = pyside6
qt_log_level_fail = WARNING
"""
LEAKS = """
import threading
import warnings

from PySide6.QtCore import QThread, QTimer, qWarning
from PySide6.QtWidgets import QWidget

stop = threading.Event()
kept = []


def test_leaves_a_thread():
    threading.Thread(target=stop.wait, name="forgotten", daemon=True).start()


def test_leaves_a_timer(qapp):
    timer = QTimer(objectName="ticking", interval=1000)
    timer.start()
    kept.append(timer)


def test_leaves_a_qt_thread(qapp):
    thread = QThread(objectName="spinning")
    thread.start()
    kept.append(thread)


def test_lets_qt_warn(qtbot):
    qWarning("something is wrong")


def test_lets_python_warn():
    warnings.warn("something is old", stacklevel=1)
"""
TIDY = """
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QWidget


def test_thread_about_to_end():
    threading.Thread(target=threading.Event().wait, args=(0.2,)).start()


def test_pool_shut_down():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threading.current_thread).result()


def test_timer_of_a_closed_widget(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    timer = QTimer(widget)
    timer.start(1000)


def test_timer_in_a_cycle(qapp):
    class Owner:
        pass

    owner = Owner()
    owner.self = owner
    owner.timer = QTimer()
    owner.timer.start(1000)


def test_qt_thread_that_ended(qapp):
    thread = QThread()
    thread.start()
    thread.quit()
    assert thread.wait(5000)


def test_work_in_the_pool_of_qt(qapp):
    QThreadPool.globalInstance().start(threading.current_thread)
    assert QThreadPool.globalInstance().waitForDone(5000)


def test_home_is_empty_and_settings_are_gone():
    assert not list(Path.home().rglob("*.*"))
    assert str(Path.home()) != "REAL_HOME"
    assert "NEEDLELOG_PASSPHRASE" not in os.environ
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("NEEDLELOG_PASSPHRASE", "not for tests")
    pytester.makeconftest(ALARMS.read_text(encoding="utf-8").replace("SECONDS = 3", "SECONDS = 1"))
    pytester.path.joinpath("pytest.ini").write_text(OPTIONS, encoding="utf-8")
    return pytester


def test_each_leak_is_told_by_name(suite: pytest.Pytester) -> None:
    suite.makepyfile(LEAKS)
    result = suite.runpytest_subprocess("-p", "no:randomly", "-p", "no:xdist")
    output = result.stdout.str()
    assert result.parseoutcomes() == {"passed": 3, "failed": 2, "errors": 3}
    # Some consoles get the sentences once more, in the summary.
    told = list(dict.fromkeys(re.findall(r"Failed: Left running by this test: (.*)", output)))
    assert told == ["thread forgotten", "QTimer 'ticking'", "QThread 'spinning'"]
    assert "something is wrong" in output
    assert "something is old" in output


def test_what_ends_by_itself_raises_no_alarm(suite: pytest.Pytester) -> None:
    suite.makepyfile(TIDY.replace("REAL_HOME", os.environ["HOME"]))
    result = suite.runpytest_subprocess("-p", "no:xdist")
    assert result.parseoutcomes() == {"passed": 7}
