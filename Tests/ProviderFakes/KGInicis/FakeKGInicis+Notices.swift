import ProviderConformance
import ProviderKit
import Synchronization

extension FakeKGInicis {
    public func deposit(of key: PaymentKey) async throws {
        try state.withLock { state in
            guard let made = state.account(of: key), !made.isDeposited, !made.isCancelled else {
                throw Refused("no account that waits for money")
            }
            state.transactions[made.tid]?.isDeposited = true
            state.transactions[made.tid]?.wasTakenBack = false
            state.take(made.price, for: made.oid)
            state.notices.append(notice(of: made, "0200", from: Self.noticeAddress, merchant: Self.mid))
        }
    }

    /// The bank takes a deposit back, as it does after a transfer to the wrong account.
    public func takeBack(_ key: PaymentKey) async throws {
        try state.withLock { state in
            guard let made = state.account(of: key), made.isDeposited else { throw Refused("no deposit to take back") }
            state.transactions[made.tid]?.isDeposited = false
            state.transactions[made.tid]?.wasTakenBack = true
            state.giveBack(made.price, for: made.oid)
            state.notices.append(notice(of: made, "0400", from: Self.noticeAddress, merchant: Self.mid))
        }
    }

    public func webhooks() async -> [InboundMessage] {
        state.withLock { state in
            defer { state.notices = [] }
            return state.notices
        }
    }

    /// From an address nobody listed, and about another merchant.
    public func forgeries(of key: PaymentKey) async -> [InboundMessage] {
        let made =
            state.withLock { $0.account(of: key) }
            ?? Transaction(
                tid: "StdpayVBNKINIpayTest9999999999",
                oid: key.text,
                price: Self.amount.minorUnits,
                method: "VBank",
                approved: clock.now().milliseconds,
                notification: "",
                isMobile: false
            )
        return [
            notice(of: made, "0200", from: "192.0.2.66", merchant: Self.mid),
            notice(of: made, "0200", from: Self.noticeAddress, merchant: "someoneels"),
        ]
    }

    /// A notice as the window's hosts send it; phones' hosts know deposits only.
    private func notice(
        of made: Transaction,
        _ type: String,
        from address: String,
        merchant: String
    ) -> InboundMessage {
        let moment = InicisTimeWire.korean(clock.now().milliseconds)
        var fields = [
            ("no_tid", made.tid), ("no_oid", made.oid), ("id_merchant", merchant), ("cd_bank", "00000088"),
            ("cd_deal", "0020"), ("dt_trans", String(moment.prefix(8))), ("tm_trans", String(moment.suffix(6))),
            ("no_vacct", made.account), ("amt_input", String(made.price)), ("nm_inputbank", "신한은행"),
            ("nm_input", "김하나"), ("type_msg", type), ("no_req_tid", made.tid),
        ]
        if made.isMobile, type == "0200" {
            fields = [
                ("P_STATUS", "02"), ("P_TID", made.tid), ("P_OID", made.oid), ("P_AMT", String(made.price)),
                ("P_TYPE", "VBANK"), ("P_MID", merchant), ("P_UNAME", "김하나"),
            ]
        }
        let console = "https://pay.example/api/asynchronous-checkout/checkout/webhook?account=kg-inicis.k1"
        let target = Self.visit(made.notification.isEmpty ? console : made.notification, InicisFormWire.bytes(fields))
        return InboundMessage(
            method: "POST",
            path: target.path,
            query: target.query,
            headers: target.headers,
            body: target.body,
            source: address
        )
    }
}

extension FakeKGInicis.State {
    fileprivate func account(of key: PaymentKey) -> FakeKGInicis.Transaction? {
        transactions.values.first { $0.oid == key.text && $0.isDeposit }
    }
}
