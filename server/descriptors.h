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

/// What a process leaves free for what it opens now and then, of so many that it may have.
int spareDescriptors(int limit);

} // namespace server
