#include "native/worker.h"

#include <pthread.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <utility>

namespace sunhall {

Worker::Worker(std::string name, Job job)
    : thread_([name = std::move(name), job = std::move(job)](std::stop_token stop) {
        pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
        try {
          job(std::move(stop));
        } catch (const std::exception& bug) {
          std::fprintf(stderr, "%s: an exception got out of its library: %s\n", name.c_str(),
                       bug.what());
          std::abort();
        }
      }) {}

void Worker::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

}  // namespace sunhall
