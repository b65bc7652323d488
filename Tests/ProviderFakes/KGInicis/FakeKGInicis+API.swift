import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit
import Synchronization

extension FakeKGInicis {
    /// `/v2/pg/…`: JSON, its `data` hashed byte for byte.
    func api(_ path: String, _ body: [UInt8]) -> ProviderResponse {
        let text = String(decoding: body, as: UTF8.self)
        guard let call = try? JSONDecoder().decode(APICall.self, from: Data(body)),
            let data = InicisObjectWire.member("data", of: text)
        else { return .inicis(json: refusal("500001", "요청 형식이 올바르지 않습니다")) }
        let type = path.split(separator: "/").contains("partialRefund") ? "partialRefund" : call.type
        guard call.mid == Self.mid, call.type == type, isFresh(call.timestamp) else {
            return .inicis(json: refusal("500002", "요청 정보가 올바르지 않습니다"))
        }
        guard call.clientIp == Self.merchantAddress else { return .inicis(json: refusal("500003", "등록되지 않은 IP입니다")) }
        let plain = Self.apiKey + call.mid + call.type + call.timestamp + data
        guard call.hashData == InicisHashWire.sha512(plain) else {
            return .inicis(json: refusal("500004", "해시 데이터 불일치"))
        }
        return state.withLock { state in
            switch path {
            case "/v2/pg/inquiry": .inicis(json: inquiry(call.data, in: state))
            case "/v2/pg/refund": .inicis(json: refund(call.data, toAccount: false, in: &state))
            case "/v2/pg/refund/vacct": .inicis(json: refund(call.data, toAccount: true, in: &state))
            case "/v2/pg/partialRefund": .inicis(json: partialRefund(call.data, toAccount: false, in: &state))
            case "/v2/pg/partialRefund/vacct": .inicis(json: partialRefund(call.data, toAccount: true, in: &state))
            default: ProviderResponse(status: .notFound)
            }
        }
    }

    private struct APICall: Decodable {
        let mid: String
        let type: String
        let timestamp: String
        let clientIp: String
        let data: [String: String]
        let hashData: String
    }

    /// Ten minutes around the time in Korea.
    private func isFresh(_ timestamp: String) -> Bool {
        let now = clock.now().milliseconds
        return InicisTimeWire.korean(now - 600_000) <= timestamp && timestamp <= InicisTimeWire.korean(now + 600_000)
    }

    func refusal(_ code: String, _ message: String) -> InicisObjectWire {
        InicisObjectWire([("resultCode", code), ("resultMsg", message)])
    }

    private func inquiry(_ data: [String: String], in state: State) -> InicisObjectWire {
        guard data.count == 1 else { return refusal("500005", "거래번호와 주문번호 중 하나만 필요합니다") }
        if let code = state.inquiryRefusal { return refusal(code, "조회할 수 없습니다") }
        let found = state.transactions.values.first { $0.tid == data["tid"] || $0.oid == data["oid"] }
        guard let found else { return refusal("500101", "거래내역이 없습니다") }
        var answer = InicisObjectWire([
            ("resultCode", "SUCCESS"), ("resultMsg", "정상처리"), ("tid", found.tid), ("mid", Self.mid),
            ("oid", state.told(found.oid)), ("price", state.told(found.price)), ("paymethod", found.method),
            ("transactionStatus", state.lie == .unknownStatus ? "ON_HOLD" : found.status),
        ])
        if found.status == "PART_CANCEL" { answer.add("availablePartCancelPrice", state.told(found.remains)) }
        answer.add("cardInfo", [InicisObjectWire([("currencyCode", state.toldCurrency)])], isList: false)
        let parts = found.parts.map { part in
            InicisObjectWire([
                ("tid", part.tid), ("requestDate", "20261122"), ("requestTime", "180000"),
                ("requestPrice", String(part.price)),
            ])
        }
        if !parts.isEmpty { answer.add("partCancelTransInfo", parts, isList: true) }
        return answer
    }
}
