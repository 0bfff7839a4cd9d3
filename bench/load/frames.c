#include "frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void die(const char *what)
{
    perror(what);
    exit(1);
}

double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec + at.tv_nsec / 1e9;
}

void bytes_add(struct bytes *bytes, const void *from, size_t len)
{
    if (bytes->len + len > bytes->cap) {
        bytes->cap = (bytes->len + len) * 2;
        bytes->at = realloc(bytes->at, bytes->cap);
        if (!bytes->at)
            die("realloc");
    }
    memcpy(bytes->at + bytes->len, from, len);
    bytes->len += len;
}

void bytes_drop(struct bytes *bytes, size_t len)
{
    bytes->len -= len;
    memmove(bytes->at, bytes->at + len, bytes->len);
}

void bytes_free(struct bytes *bytes)
{
    free(bytes->at);
    memset(bytes, 0, sizeof *bytes);
}

void frame_add(struct bytes *bytes, const char *text, size_t len, int masked)
{
    unsigned char head[8] = {0x81};
    size_t size = 2;
    if (len < 126) {
        head[1] = len;
    } else {
        head[1] = 126;
        head[2] = len >> 8;
        head[3] = len;
        size = 4;
    }
    if (masked) {
        head[1] |= 0x80;
        memset(head + size, 0, 4);
        size += 4;
    }
    bytes_add(bytes, head, size);
    bytes_add(bytes, text, len);
}

struct frame frame_read(unsigned char *from, size_t len)
{
    struct frame frame = {0};
    size_t head = 2, payload;
    if (len < 2)
        return frame;
    payload = from[1] & 0x7f;
    if (payload == 126) {
        head = 4;
        if (len < head)
            return frame;
        payload = from[2] << 8 | from[3];
    } else if (payload == 127) {
        head = 10;
        if (len < head)
            return frame;
        payload = (size_t)from[6] << 24 | from[7] << 16 | from[8] << 8 | from[9];
    }
    unsigned char *mask = from[1] & 0x80 ? from + head : NULL;
    if (mask)
        head += 4;
    if (len < head + payload)
        return frame;
    frame.opcode = from[0] & 0x0f;
    frame.payload = from + head;
    frame.payload_len = payload;
    frame.size = head + payload;
    for (size_t i = 0; mask && i < payload; i++)
        frame.payload[i] ^= mask[i % 4];
    return frame;
}
