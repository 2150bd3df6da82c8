// SPDX-License-Identifier: Apache-2.0
/**
 * An order desk as it was written years ago and has run ever since: tills ask it for stock and place orders over a
 * line protocol, a board follows every change, and the stock itself is kept by a ledger on another host.
 *
 * <p>{@link com.acme.orderdesk.Main} starts each of the programs.
 */
package com.acme.orderdesk;
