"""What can be wrong with a sensor, on command."""

SPIKES = (-127.0, 85.0, 6553.5)
FAULTS = ("late", "frozen", "clock", "spike", "absent", "flood", "door")


class Sensor:
    """One simulated sensor: what it sends at a time, and what is wrong with it."""

    def __init__(self, sensor_id, curve, every_s=None):
        self.id = sensor_id
        self.curve = curve
        self.every_s = every_s or curve.every_s
        self.due = None
        self.sent_count = 0
        self.backlog = []
        self.back()

    def back(self):
        """All is well again; what was kept is sent."""
        self.is_late = self.is_absent = False
        self.frozen = None
        self.clock_error_s = 0.0
        self.spike_every = 0
        self.flood_per_s = 0
        self.door_since = None

    def tell(self, fault, argument, time):
        """Begins a fault; raises ValueError for one that there is not."""
        if fault == "late":
            self.is_late = True
        elif fault == "absent":
            self.is_absent = True
        elif fault == "frozen":
            self.frozen = self.measure(time)
        elif fault == "clock":
            self.clock_error_s = float(argument)
        elif fault == "spike":
            self.spike_every = int(argument or 5)
        elif fault == "flood":
            self.flood_per_s = int(argument)
        elif fault == "door":
            self.door_since = time
        else:
            raise ValueError(f"no fault {fault}; one of {', '.join(FAULTS)}")

    def measure(self, time):
        if self.frozen is not None:
            return self.frozen
        value = self.curve.value(time)
        if self.door_since is not None:
            value += min(15.0, (time - self.door_since) / 60)
        return round(value, 1)

    def reading(self, time):
        """One reading with the sensor's own clock."""
        value = self.measure(time)
        self.sent_count += 1
        if self.spike_every and self.sent_count % self.spike_every == 0:
            value = SPIKES[self.sent_count // self.spike_every % len(SPIKES)]
        return {"value": value, "at": time + self.clock_error_s}

    def take_due(self, time):
        """The readings to send now, oldest first; a late sensor keeps them until it is back."""
        if self.due is None:
            self.due = time
        while self.due <= time:
            if not self.is_absent:
                self.backlog.append(self.reading(self.due))
            self.due += self.every_s
        if self.is_late:
            return []
        ready, self.backlog = self.backlog, []
        return ready
