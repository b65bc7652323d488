import ProviderConformance
import ProviderKit
import Synchronization

extension FakeKGInicis {
    /// `/api/payAuth`.
    func payAuth(_ fields: [String: String]) -> InicisObjectWire {
        let needed: Set = [
            "mid", "authToken", "timestamp", "signature", "verification", "charset", "format", "price",
        ]
        guard Set(fields.keys) == needed, fields["charset"] == "UTF-8", fields["format"] == "JSON" else {
            return refusal("1001", "필수 항목이 없습니다")
        }
        guard isSigned(fields) else { return refusal("1002", "서명이 다릅니다") }
        return state.withLock { state in
            guard let ticket = state.tickets[fields["authToken"] ?? ""], !ticket.isUsed else {
                return refusal("1003", "인증 정보가 없거나 이미 사용되었습니다")
            }
            guard fields["price"] == String(ticket.price) else { return refusal("1004", "금액이 다릅니다") }
            guard let made = state.approve(ticket, at: clock.now().milliseconds, isMobile: false) else {
                return refusal("8001", "카드사에서 거절하였습니다")
            }
            return answer(to: made, in: state)
        }
    }

    /// `/api/netCancel`.
    func netCancel(_ fields: [String: String]) -> InicisObjectWire {
        guard isSigned(fields), fields["mid"] == Self.mid else { return refusal("1002", "서명이 다릅니다") }
        return state.withLock { state in
            state.undo(fields["authToken"] ?? "", at: clock.now().milliseconds)
                ? InicisObjectWire([("resultCode", "0000"), ("resultMsg", "망취소 완료")])
                : refusal("1101", "망취소할 거래가 없습니다")
        }
    }

    private func isSigned(_ fields: [String: String]) -> Bool {
        let token = fields["authToken"] ?? ""
        let time = fields["timestamp"] ?? ""
        guard let sent = Int64(time), abs(sent - clock.now().milliseconds) <= 600_000 else { return false }
        return fields["mid"] == Self.mid
            && fields["signature"] == InicisHashWire.sha256([("authToken", token), ("timestamp", time)])
            && fields["verification"]
                == InicisHashWire.sha256([("authToken", token), ("signKey", Self.signKey), ("timestamp", time)])
    }

    private func answer(to made: Transaction, in state: State) -> InicisObjectWire {
        let moment = InicisTimeWire.korean(made.approved)
        let last = InicisTimeWire.korean(made.approved + 3 * 86_400_000)
        var fields = [
            ("resultCode", state.lie == .unknownStatus ? "7777" : "0000"), ("resultMsg", "정상처리되었습니다"),
            ("tid", made.tid), ("mid", Self.mid),
            ("MOID", state.told(made.oid)), ("TotPrice", state.told(made.price)), ("payMethod", made.method),
            ("applDate", String(moment.prefix(8))), ("applTime", String(moment.suffix(6))), ("applNum", "30001234"),
            ("currency", state.toldCurrency), ("buyerName", "김하나"), ("CARD_Num", "5409260000001234"),
        ]
        if made.isDeposit {
            fields += [
                ("VACT_Num", made.account), ("VACT_BankCode", "88"), ("VACT_Name", "찻집"),
                ("VACT_Date", String(last.prefix(8))), ("VACT_Time", "235959"),
            ]
        }
        return InicisObjectWire(fields)
    }
}

extension FakeKGInicis.State {
    /// Uses a ticket up, and takes the money or issues the account.
    ///
    /// - Returns: `nil` where the issuer, or a lie, says no.
    mutating func approve(_ ticket: FakeKGInicis.Ticket, at now: Int64, isMobile: Bool) -> FakeKGInicis.Transaction? {
        tickets[ticket.token]?.isUsed = true
        guard !ticket.isDeclined, lie != .errorInside else { return nil }
        let number = String(1_000_000_000 + next())
        let made = FakeKGInicis.Transaction(
            tid: "\(isMobile ? "INIMX_ISP" : "StdpayCARD")\(FakeKGInicis.mid)\(number)",
            oid: ticket.oid,
            price: ticket.price,
            method: ticket.method,
            approved: now,
            notification: ticket.notification,
            isMobile: isMobile
        )
        tickets[ticket.token]?.tid = made.tid
        transactions[made.tid] = made
        if made.isPaid { take(made.price, for: made.oid) }
        return made
    }

    /// Undoes what a ticket became, in the ten minutes after.
    mutating func undo(_ token: String, at now: Int64) -> Bool {
        guard let tid = tickets[token]?.tid, let made = transactions[tid], !made.isCancelled, made.parts.isEmpty,
            now - made.approved <= 600_000
        else { return false }
        transactions[tid]?.isCancelled = true
        if made.isPaid { giveBack(made.price, for: made.oid) }
        return true
    }
}
