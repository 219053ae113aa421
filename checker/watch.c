#include "checker/watch.h"

#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "checker/error.h"

#define LEAVE SIGUSR1 /* ends the thread */
#define TIME_OVER (-1)

struct watch {
	GThread *thread;
	sigset_t signals, before;
	guint seconds;
	gint why; /* atomic: 0, a signal, or TIME_OVER */
};

/* The next of our signals, TIME_OVER when the time is over first. */
static int next_signal(const struct watch *watch, gint64 until)
{
	for (;;) {
		gint64 left = MAX(until - g_get_monotonic_time(), 0);
		struct timespec wait = { left / G_USEC_PER_SEC, left % G_USEC_PER_SEC * 1000 };
		int sig = until ? sigtimedwait(&watch->signals, NULL, &wait) : sigwaitinfo(&watch->signals, NULL);
		if (sig > 0)
			return sig;
		if (errno == EAGAIN)
			return TIME_OVER;
	}
}

static gpointer wait_for_signals(gpointer data)
{
	struct watch *watch = data;
	gint64 until = watch->seconds ? g_get_monotonic_time() + watch->seconds * G_USEC_PER_SEC : 0;
	for (;;) {
		int sig = next_signal(watch, until);
		if (sig == LEAVE)
			return NULL;
		if (sig > 0 && g_atomic_int_get(&watch->why) != 0) {
			signal(sig, SIG_DFL);
			pthread_sigmask(SIG_UNBLOCK, &watch->signals, NULL);
			raise(sig);
		}
		g_atomic_int_set(&watch->why, sig);
		until = 0;
	}
}

struct watch *watch_new(guint seconds)
{
	struct watch *watch = g_new0(struct watch, 1);
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, LEAVE };
	sigemptyset(&watch->signals);
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
		struct sigaction now;
		if (sigaction(signals[i], NULL, &now) != 0 ||
		    now.sa_handler != SIG_IGN) /* nohup(1) ignores SIGHUP for us */
			sigaddset(&watch->signals, signals[i]);
	}
	pthread_sigmask(SIG_BLOCK, &watch->signals, &watch->before);
	watch->seconds = seconds;
	watch->thread = g_thread_new("watch", wait_for_signals, watch);
	return watch;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	kill(getpid(), LEAVE);
	g_thread_join(watch->thread);
	pthread_sigmask(SIG_SETMASK, &watch->before, NULL);
	g_free(watch);
}

gboolean watch_stops(const struct watch *watch, GError **error)
{
	int why = watch ? g_atomic_int_get(&watch->why) : 0;
	if (why == TIME_OVER)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STOPPED, "stopped: its time limit of %u seconds is over",
		            watch->seconds);
	else if (why)
		g_set_error(error, ADQ_ERROR, ADQ_ERROR_STOPPED, "stopped by a signal (%s)", g_strsignal(why));
	return why != 0;
}
