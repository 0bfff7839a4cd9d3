/* The load generator: `load MODE key=value...`, one line of JSON for each thing that happened.
 *
 *   relay   pairs in rooms relay to each other: as fast as it goes, `window` on the way for each
 *           sender (rate=0), or `rate` a second, and then it says how long they took
 *   idle    clients that only answer pings, until standard input ends
 *   storm   clients in rooms that come back, with their own patience, when the server is gone
 *   mirror  the server that does next to nothing, to find this program's own ceiling
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "clients.h"
#include "mirror.h"

static struct client **dirty;
static int dirty_len, running;

static double cpu_seconds(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_utime.tv_sec + use.ru_stime.tv_sec +
           (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static const char *option(int argc, char **argv, const char *name, const char *otherwise)
{
    size_t len = strlen(name);
    for (int i = 2; i < argc; i++)
        if (!strncmp(argv[i], name, len) && argv[i][len] == '=')
            return argv[i] + len + 1;
    return otherwise;
}

static double number(int argc, char **argv, const char *name, double otherwise)
{
    const char *text = option(argc, argv, name, NULL);
    return text ? strtod(text, NULL) : otherwise;
}

/* relay ---------------------------------------------------------------------------------------- */

static void mark(struct client *client)
{
    if (!client->dirty) {
        client->dirty = 1;
        dirty[dirty_len++] = client;
    }
}

static void flush_dirty(struct load *load)
{
    for (int i = 0; i < dirty_len; i++) {
        struct client *client = dirty[i];
        client->dirty = 0;
        while (running && !load->delays && client->in_flight < load->window)
            client_send_relay(client, 0);
        client_flush(load, client);
    }
    dirty_len = 0;
}

static void note_delay(struct load *load, double delay)
{
    if (load->delays_len < load->delays_cap)
        load->delays[load->delays_len++] = delay;
}

static void relay_arrived(struct load *load, struct client *receiver, double sent_at)
{
    receiver->partner->in_flight--;
    if (!load->delays)
        mark(receiver->partner);
    else if (sent_at && running)
        note_delay(load, now() - sent_at);
}

static void ignore(struct load *load, struct client *client)
{
    (void)load;
    (void)client;
}

static void must_not_be_lost(struct load *load, struct client *client)
{
    fprintf(stderr, "client %d was lost\n", (int)(client - load->clients));
    exit(1);
}

/* Relay for so long: without a rate as fast as it goes. */
static void relay_for(struct load *load, double seconds, double rate)
{
    double began = now(), at;
    unsigned long sent = 0;
    running = 1;
    for (int i = 0; !rate && i < load->count; i++)
        mark(&load->clients[i]);
    while ((at = now()) < began + seconds) {
        while (rate && sent < (at - began) * rate) {
            struct client *client = &load->clients[sent++ % load->count];
            if (client->in_flight < load->window)
                client_send_relay(client, at);
            mark(client);
        }
        flush_dirty(load);
        load_step(load, rate ? 0 : 50);
    }
}

static int by_value(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;
    return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static double percentile(struct load *load, double share)
{
    if (!load->delays_len)
        return 0;
    return load->delays[(size_t)(share * (load->delays_len - 1))] * 1e3;
}

static void relay(struct load *load, double warm_up_s, double seconds, double rate)
{
    load->on_relay = relay_arrived;
    load->on_lost = must_not_be_lost;
    load_gather(load);
    dirty = calloc(load->count, sizeof *dirty);
    if (rate) {
        load->delays_cap = 2000000;
        load->delays = malloc(load->delays_cap * sizeof *load->delays);
    }
    relay_for(load, warm_up_s, rate);
    load->delays_len = 0;
    printf("{\"event\":\"begins\"}\n");
    fflush(stdout);
    unsigned long before = load->delivered;
    double began = now(), cpu = cpu_seconds();
    relay_for(load, seconds, rate);
    double took = now() - began;
    if (load->delays_len)
        qsort(load->delays, load->delays_len, sizeof *load->delays, by_value);
    printf("{\"event\":\"done\",\"delivered\":%lu,\"seconds\":%.4f,\"cpu_share\":%.3f,"
           "\"refused\":%lu,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}\n",
           load->delivered - before, took, (cpu_seconds() - cpu) / took, load->refused,
           percentile(load, 0.5), percentile(load, 0.99), percentile(load, 1));
}

/* idle ----------------------------------------------------------------------------------------- */

static void no_relay(struct load *load, struct client *receiver, double sent_at)
{
    (void)load;
    (void)receiver;
    (void)sent_at;
}

static int input_has_ended(void)
{
    char byte;
    return read(0, &byte, 1) == 0;
}

static void idle(struct load *load)
{
    load->on_relay = no_relay;
    load->on_lost = must_not_be_lost;
    double began = now(), cpu = cpu_seconds(), took;
    load_gather(load);
    took = now() - began;
    printf("{\"event\":\"ready\",\"connected\":%d,\"seconds\":%.4f,\"cpu_share\":%.3f}\n",
           load->connected, took, (cpu_seconds() - cpu) / took);
    fflush(stdout);
    fcntl(0, F_SETFL, O_NONBLOCK);
    while (!input_has_ended())
        load_step(load, 20);
}

/* storm ---------------------------------------------------------------------------------------- */

static int ours, losses;
static double *returned_at;
static int returned_len;

/* Milliseconds until the next try: socket.io-client's (reconnectionDelay 1000, ..Max 5000,
 * randomizationFactor 0.5), or those of our own client (frontend/src/voice/backoff.ts). */
static double patience_ms(int tries)
{
    double random = rand() / (RAND_MAX + 1.0), most = ours ? 1500 : 1000;
    for (int i = 0; i < tries && most < 60000; i++)
        most *= ours ? 1.5 : 2;
    if (ours) {
        most = most > 8000 ? 8000 : most;
        return most / 3 + random * most * 2 / 3;
    }
    most += ((int)(random * 10) & 1 ? 1 : -1) * random * 0.5 * most;
    return most > 5000 ? 5000 : most;
}

static void come_back_later(struct load *load, struct client *client)
{
    (void)load;
    losses++;
    client->due = now() + patience_ms(client->tries++) / 1e3;
}

static void note_return(struct load *load, struct client *client)
{
    (void)client;
    if (returned_len < load->count)
        returned_at[returned_len++] = now();
}

static void dial_those_who_are_due(struct load *load)
{
    double at = now();
    for (int i = 0; i < load->count; i++)
        if (load->clients[i].state == AWAY && load->clients[i].due <= at)
            client_dial(load, &load->clients[i]);
}

static void storm(struct load *load, double patience_s)
{
    load->on_relay = no_relay;
    load->on_lost = must_not_be_lost;
    returned_at = calloc(load->count, sizeof *returned_at);
    load_gather(load);
    load->on_lost = come_back_later;
    load->on_ready = note_return;
    printf("{\"event\":\"ready\",\"joined\":%d}\n", load->ready);
    fflush(stdout);
    while (load->ready == load->count)
        load_step(load, 10);
    double began = now();
    while (now() < began + patience_s && (load->ready < load->count || returned_len < load->count)) {
        dial_those_who_are_due(load);
        load_step(load, 5);
    }
    printf("{\"event\":\"done\",\"lost_at\":%.4f,\"back\":%d,\"tries\":%d,\"returned_at\":[", began,
           load->ready, losses);
    for (int i = 0; i < returned_len; i++)
        printf("%s%.3f", i ? "," : "", returned_at[i]);
    printf("]}\n");
}

int main(int argc, char **argv)
{
    struct load load = {.host = "127.0.0.1", .on_ready = ignore};
    const char *mode = argc > 1 ? argv[1] : "";
    load.port = number(argc, argv, "port", 3000);
    if (!strcmp(mode, "mirror"))
        mirror(load.port);
    load.count = number(argc, argv, "count", 20);
    load.window = number(argc, argv, "window", 8);
    load.size = number(argc, argv, "size", 300);
    load.acks = number(argc, argv, "acks", 0);
    load.patience = number(argc, argv, "dialling", 128);
    load.epoll = epoll_create1(0);
    srand(number(argc, argv, "seed", 1));
    load_read_clients(&load, option(argc, argv, "clients", "clients.tsv"));
    ours = !strcmp(option(argc, argv, "backoff", "official"), "ours");
    if (!strcmp(mode, "relay"))
        relay(&load, number(argc, argv, "warm_up", 1), number(argc, argv, "seconds", 5),
              number(argc, argv, "rate", 0));
    else if (!strcmp(mode, "idle"))
        idle(&load);
    else if (!strcmp(mode, "storm"))
        storm(&load, number(argc, argv, "patience", 60));
    else
        fprintf(stderr, "load relay|idle|storm|mirror key=value...\n");
    return 0;
}
