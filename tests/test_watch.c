/* What ends a run early: a first signal asks, a second one kills, and time. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "checker/error.h"
#include "checker/watch.h"

/* The watch has its own thread: what it notes comes a moment later. */
static void await(const Watch *watch, const char *want)
{
	g_autoptr(GError) error = NULL;
	while (!watch_stops(watch, &error))
		g_usleep(1000);
	g_assert_error(error, ADQ_ERROR, ADQ_ERROR_STOPPED);
	g_assert_nonnull(strstr(error->message, want));
}

static void test_signal(void)
{
	g_autoptr(Watch) watch = watch_new(0);
	g_autoptr(GError) error = NULL;
	g_assert_false(watch_stops(watch, &error));
	g_assert_no_error(error);
	kill(getpid(), SIGINT);
	await(watch, "stopped by a signal");
	g_assert_false(watch_stops(NULL, NULL));
}

static void test_time(void)
{
	g_autoptr(Watch) watch = watch_new(1);
	await(watch, "its time limit of 1 seconds is over");
}

static void test_again(void)
{
	for (int i = 0; i < 3; i++) {
		g_autoptr(Watch) watch = watch_new(0);
		kill(getpid(), SIGTERM);
		await(watch, "stopped by a signal");
	}
}

static void test_second(void)
{
	if (g_test_subprocess()) {
		g_autoptr(Watch) watch = watch_new(0);
		kill(getpid(), SIGTERM);
		await(watch, "stopped");
		kill(getpid(), SIGTERM);
		for (;;)
			pause();
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_assert_false(g_test_trap_has_passed());
	g_assert_false(g_test_trap_reached_timeout());
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/signal", test_signal);
	g_test_add_func("/watch/time", test_time);
	g_test_add_func("/watch/again", test_again);
	g_test_add_func("/watch/second", test_second);
	return g_test_run();
}
