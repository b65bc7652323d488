import ProviderConformance
import ProviderKit
import Synchronization

extension FakeKGInicis {
    /// `/smart/payReq.ini`.
    func payReq(_ fields: [String: String]) -> [(String, String)] {
        guard Set(fields.keys) == ["P_MID", "P_TID"], fields["P_MID"] == Self.mid else {
            return formRefusal("1001", "필수 항목이 없습니다")
        }
        return state.withLock { state in
            guard let ticket = state.tickets[fields["P_TID"] ?? ""], !ticket.isUsed else {
                return formRefusal("1003", "인증 정보가 없거나 이미 사용되었습니다")
            }
            guard let made = state.approve(ticket, at: clock.now().milliseconds, isMobile: true) else {
                return formRefusal("8001", "카드사에서 거절하였습니다")
            }
            return answer(to: made, in: state)
        }
    }

    /// `/smart/payNetCancel.ini`.
    func payNetCancel(_ fields: [String: String]) -> [(String, String)] {
        guard Set(fields.keys) == ["P_MID", "P_TID", "P_AMT", "P_OID"], fields["P_MID"] == Self.mid else {
            return formRefusal("1001", "필수 항목이 없습니다")
        }
        return state.withLock { state in
            let token = fields["P_TID"] ?? ""
            let ticket = state.tickets[token]
            guard let ticket, fields["P_AMT"] == String(ticket.price), fields["P_OID"] == ticket.oid,
                state.undo(token, at: clock.now().milliseconds)
            else { return formRefusal("1101", "망취소할 거래가 없습니다") }
            return [("P_STATUS", "00"), ("P_RMESG1", "망취소 완료")]
        }
    }

    private func formRefusal(_ code: String, _ message: String) -> [(String, String)] {
        [("P_STATUS", code), ("P_RMESG1", message)]
    }

    private func answer(to made: Transaction, in state: State) -> [(String, String)] {
        let last = InicisTimeWire.korean(made.approved + 3 * 86_400_000)
        var fields = [
            ("P_STATUS", state.lie == .unknownStatus ? "77" : "00"), ("P_RMESG1", "정상처리되었습니다"), ("P_MID", Self.mid),
            ("P_OID", state.told(made.oid)), ("P_AMT", state.told(made.price)),
            ("P_TYPE", made.isDeposit ? "VBANK" : "CARD"), ("P_TID", made.tid), ("P_AUTH_NO", "30001234"),
            ("P_AUTH_DT", InicisTimeWire.korean(made.approved)), ("P_UNAME", "김하나"),
        ]
        if made.isDeposit {
            fields += [
                ("P_VACT_NUM", made.account), ("P_VACT_BANK_CODE", "88"), ("P_VACT_NAME", "찻집"),
                ("P_VACT_DATE", String(last.prefix(8))), ("P_VACT_TIME", "235959"),
            ]
        }
        return state.isTerse ? fields.filter { !["P_MID", "P_OID"].contains($0.0) } : fields
    }
}
