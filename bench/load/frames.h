/* Bytes that wait, and WebSocket frames in them (RFC 6455, 5.2). */
#ifndef FRAMES_H
#define FRAMES_H

#include <stddef.h>

struct bytes {
    unsigned char *at;
    size_t len, cap;
};

/* A frame as it came: payload_len bytes at payload; size is all of it, 0 for not all there yet. */
struct frame {
    int opcode;
    unsigned char *payload;
    size_t payload_len, size;
};

void bytes_add(struct bytes *bytes, const void *from, size_t len);
void bytes_drop(struct bytes *bytes, size_t len);
void bytes_free(struct bytes *bytes);

/* Append a whole text frame; a client's is masked, with zero, which is a mask too. */
void frame_add(struct bytes *bytes, const char *text, size_t len, int masked);

/* The first frame of what came; a masked one is unmasked in place. */
struct frame frame_read(unsigned char *from, size_t len);

double now(void);                           /* seconds, CLOCK_MONOTONIC */
void die(const char *what);                 /* say so, with errno, and exit */

#endif
