// SPDX-License-Identifier: Apache-2.0
package com.acme.orderdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StockBookTest {

    private final StockBook book = new StockBook(List.of("bolt"), 5);

    @Test
    void takesWhatIsThere() {
        assertThat(book.take("bolt", 5)).isTrue();
        assertThat(book.quantity("bolt")).isZero();
    }

    @Test
    void takesNothingWhenThereIsNotEnough() {
        assertThat(book.take("bolt", 6)).isFalse();
        assertThat(book.quantity("bolt")).isEqualTo(5);
    }

    @Test
    void refusesWhatIsNoQuantity() {
        assertThat(book.take("bolt", 0)).isFalse();
        assertThat(book.take("bolt", -1)).isFalse();
    }

    @Test
    void knowsNothingOfOtherItems() {
        assertThat(book.take("gold", 1)).isFalse();
    }
}
