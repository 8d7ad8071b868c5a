#pragma once

class QApplication;

/// An argument of the benchmarks' program, with which it is the program itself until its window is painted first.
inline constexpr char showFirstWindowOption[] = "--show-first-window";
int showFirstWindow(QApplication &application);
