package io.keepalive.agent.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgeTest {

    @AfterEach
    void observeNoMore() {
        Bridge.observe(null);
    }

    @Test
    void somebodyAlwaysObserves() {
        assertThat(Bridge.observer()).isNotNull();
        Bridge.observer().connected(new FileDescriptor(), null, null);
        assertThat(Bridge.observer().closing(new FileDescriptor())).isNull();
    }

    @Test
    void theLastObserverObserves() {
        SocketObserver observer = new SocketObserver() {};
        Bridge.observe(observer);
        assertThat(Bridge.observer()).isSameAs(observer);
        Bridge.observe(null);
        assertThat(Bridge.observer()).isNotNull().isNotSameAs(observer);
    }

    @Test
    void whatAnObserverThrowsIsToldToIt() {
        List<Throwable> told = new ArrayList<>();
        Bridge.observe(new SocketObserver() {
            @Override
            public void failed(Throwable failure) {
                told.add(failure);
            }
        });
        Throwable failure = new IllegalStateException("in an observer");
        Bridge.swallow(failure);
        assertThat(told).containsExactly(failure);
    }

    @Test
    void anObserverThatThrowsEvenThenIsSwallowed() {
        Bridge.observe(new SocketObserver() {
            @Override
            public void failed(Throwable failure) {
                throw new StackOverflowError("again");
            }
        });
        assertThatCode(() -> Bridge.swallow(new IllegalStateException("in an observer")))
                .doesNotThrowAnyException();
    }
}
