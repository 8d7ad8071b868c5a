#pragma once

// Descriptors: a socket, a file and a thread with an event loop of Qt's take one each. Qt ends the process where it
// finds none for a thread, so whoever starts one asks before.
namespace server {

/// Lifts the soft limit of open descriptors to the hard one; returns the limit in force. Call once at start.
int raiseDescriptorLimit();
/// How many this process may have, and how many it has. Any thread.
int descriptorLimit();
int openDescriptors();
/// True if `count` more can be had now: it tries. Any thread.
bool canOpen(int count);

/// Connections past their limit that a server takes to tell them so.
inline constexpr int toBeRefused = 24;
/// How many are left for connections and workers, when what a process opens now and then is set aside. May be negative.
int availableDescriptors();
/// So many connections have room in `available`, each with its `ends` (2: the client is in this process, too), and with a
/// worker for each or all `workers`, whichever is less.
int connectionsThatFit(int available, int workers, int ends);

} // namespace server
