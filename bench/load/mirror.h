#ifndef MIRROR_H
#define MIRROR_H

/* Serve on that port of 127.0.0.1 for ever. */
void mirror(int port);

#endif
