import Foundation
import HTTPTypes
import ProviderConformance
import ProviderKit

/// Reads one call and does what it asks for.
struct KakaoDesk {
    let now: Timestamp

    func answer(
        _ request: HTTPRequest,
        _ body: [UInt8],
        _ books: inout KakaoBooks
    ) throws(KakaoRefusal) -> [String: Any] {
        let name = String(request.path?.split(separator: "/").last ?? "")
        guard request.method == .post, request.path == "/online/v1/payment/\(name)" else { throw KakaoRefusal(404, -1) }
        guard request.headerFields[.authorization] == "SECRET_KEY \(FakeKakaoPay.secretKey)" else {
            throw KakaoRefusal(401, -401)
        }
        guard request.headerFields[.contentType]?.hasPrefix("application/json") ?? false else {
            throw .malformed("content-type")
        }
        let fields = try KakaoFields(body)
        guard try fields.text("cid", 10...10) == FakeKakaoPay.cid else { throw KakaoRefusal(403, -403) }
        if let index = books.failures.firstIndex(where: { $0.name == name }) {
            throw books.failures.remove(at: index).refusal
        }
        switch name {
        case "ready": return try ready(fields, &books)
        case "approve": return try approve(fields, &books)
        case "order": return KakaoWire.order(books.payments[try index(fields, books)], lying: books.lie)
        case "cancel": return try cancel(fields, &books)
        default: throw KakaoRefusal(404, -1)
        }
    }

    private func index(_ fields: KakaoFields, _ books: KakaoBooks) throws(KakaoRefusal) -> Int {
        guard let index = books.index(tid: try fields.text("tid", 20...20)) else { throw KakaoRefusal(400, -721) }
        return index
    }

    private func ready(_ fields: KakaoFields, _ books: inout KakaoBooks) throws(KakaoRefusal) -> [String: Any] {
        try fields.hasOnly([
            "cid", "cid_secret", "partner_order_id", "partner_user_id", "item_name", "quantity", "total_amount",
            "tax_free_amount", "vat_amount", "green_deposit", "approval_url", "cancel_url", "fail_url",
            "payment_method_type", "install_month", "item_code", "custom_json",
        ])
        let (total, taxFree) = (try fields.won("total_amount"), try fields.won("tax_free_amount"))
        guard total > 0, (0...total).contains(taxFree), try fields.won("quantity") > 0 else {
            throw .malformed("total_amount")
        }
        let vat = try fields.has("vat_amount") ? fields.won("vat_amount") : KakaoWire.vat(of: total - taxFree)
        let payment = KakaoFakePayment(
            tid: String(format: "T%019d", books.number()),
            orderID: try fields.text("partner_order_id", 1...100),
            userID: try fields.text("partner_user_id", 1...100),
            itemName: try fields.text("item_name", 1...100),
            amount: KakaoParts(total: total, taxFree: taxFree, vat: vat),
            approvalURL: try fields.address("approval_url"),
            cancelURL: try fields.address("cancel_url"),
            failureURL: try fields.address("fail_url"),
            opened: now
        )
        books.payments.append(payment)
        return KakaoWire.session(payment)
    }

    private func approve(_ fields: KakaoFields, _ books: inout KakaoBooks) throws(KakaoRefusal) -> [String: Any] {
        try fields.hasOnly([
            "cid", "cid_secret", "tid", "partner_order_id", "partner_user_id", "pg_token", "payload", "total_amount",
        ])
        let index = try index(fields, books)
        let payment = books.payments[index]
        guard try fields.text("partner_order_id", 1...100) == payment.orderID,
            try fields.text("partner_user_id", 1...100) == payment.userID
        else { throw .malformed("partner_order_id") }
        guard let token = payment.token, try fields.text("pg_token", 1...100) == token, payment.isOpen else {
            throw KakaoRefusal(400, -702)
        }
        if fields.has("total_amount") {
            guard try fields.won("total_amount") == payment.amount.total else { throw .malformed("total_amount") }
        }
        if books.lie == .errorInside { throw KakaoRefusal(200, -780, "LACK_BALANCE") }
        if let refusal = payment.refusal {
            books.payments[index].status = "FAIL_PAYMENT"
            throw KakaoRefusal(400, -780, refusal)
        }
        books.payments[index].status = "SUCCESS_PAYMENT"
        books.payments[index].approved = now
        books.payments[index].payload = fields.has("payload") ? try fields.text("payload", 0...200) : nil
        return KakaoWire.approved(books.payments[index], lying: books.lie)
    }

    private func cancel(_ fields: KakaoFields, _ books: inout KakaoBooks) throws(KakaoRefusal) -> [String: Any] {
        try fields.hasOnly([
            "cid", "cid_secret", "tid", "cancel_amount", "cancel_tax_free_amount", "cancel_vat_amount",
            "cancel_available_amount", "payload",
        ])
        let index = try index(fields, books)
        let (payment, available) = (books.payments[index], books.payments[index].available)
        guard payment.wasPaid, available.total > 0 else { throw KakaoRefusal(400, -781, "6666") }
        if books.lie == .errorInside { throw KakaoRefusal(200, -781, "CANCEL_FAILED") }
        let total = try fields.won("cancel_amount")
        let taxFree = try fields.won("cancel_tax_free_amount")
        let usual = KakaoWire.vat(of: total - taxFree)
        let vat = try fields.has("cancel_vat_amount") ? fields.won("cancel_vat_amount") : usual
        if fields.has("cancel_available_amount") {
            guard try fields.won("cancel_available_amount") == available.total else { throw KakaoRefusal(400, -781) }
        }
        let rest = available.less(KakaoParts(total: total, taxFree: taxFree, vat: vat))
        guard total > 0, rest.total >= 0, rest.taxFree >= 0, rest.vat >= 0, rest.taxFree + rest.vat <= rest.total else {
            throw KakaoRefusal(400, -781, "EXCEEDS_AVAILABLE")
        }
        let payload = fields.has("payload") ? try fields.text("payload", 0...200) : nil
        books.cancel(index, KakaoParts(total: total, taxFree: taxFree, vat: vat), payload: payload)
        return KakaoWire.cancelled(books.payments[index], lying: books.lie)
    }
}
