/// What an inquiry is about, by INICIS's transaction or by our order number: one of the two.
struct InicisSubject: Encodable, Sendable {
    var tid: String?
    var oid: String?
}

/// What `/v2/pg/inquiry` answers.
struct InicisInquiryAnswer: Decodable, Sendable {
    let resultCode: InicisText
    let tid: InicisText?
    let oid: InicisText?
    let price: InicisText?
    let paymethod: InicisText?
    let transactionStatus: InicisText?
    let availablePartCancelPrice: InicisText?
    let partCancelTransInfo: [Part]?
    let cardInfo: Card?

    struct Part: Decodable, Sendable {
        let tid: InicisText?
        let requestPrice: InicisText?
    }

    struct Card: Decodable, Sendable {
        let currencyCode: InicisText?
    }
}
