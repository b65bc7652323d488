/// The fixed words of the shop's pages. Templates name them as `text.…`.
struct PageText: Sendable {
    let banner: String
    let buySynchronous: String
    let productsHeading: String
    let intro: String
    let recentOrders: String
    let order: String
    let product: String
    let amount: String
    let stepsHeading: String
    let messagesHeading: String
    let messagesIntro: String
    let noMessages: String
    let request: String
    let answer: String
    let continueToPayment: String
    let backToShop: String
    let notFound: String
    let notFoundDetail: String
}

extension PageText {
    init(_ language: Language) {
        switch language {
        case .english: self = Self.english
        case .korean: self = Self.korean
        }
    }

    private static let english = PageText(
        banner: "Demo shop. Nothing is for sale and no money moves.",
        buySynchronous: "Buy (synchronous checkout)",
        productsHeading: "Today in the shop",
        intro: "Buy something and follow each message between the mall, the gateway and your browser.",
        recentOrders: "Recent orders",
        order: "Order",
        product: "Product",
        amount: "Amount",
        stepsHeading: "So far",
        messagesHeading: "Messages",
        messagesIntro: "In the order in which they were sent. Hashes and payment keys are shortened.",
        noMessages: "Nothing has been sent yet.",
        request: "Request",
        answer: "Answer",
        continueToPayment: "Go to the payment page",
        backToShop: "Back to the shop",
        notFound: "There is no such page",
        notFoundDetail: "Orders are forgotten when the sandbox is started again."
    )

    private static let korean = PageText(
        banner: "데모 쇼핑몰입니다. 실제로 판매하지 않으며 돈이 오가지 않습니다.",
        buySynchronous: "구매하기 (동기 결제)",
        productsHeading: "오늘의 상품",
        intro: "상품을 구매하면 쇼핑몰, 게이트웨이, 브라우저가 주고받는 메시지를 하나씩 볼 수 있습니다.",
        recentOrders: "최근 주문",
        order: "주문번호",
        product: "상품",
        amount: "금액",
        stepsHeading: "진행 상황",
        messagesHeading: "메시지",
        messagesIntro: "보낸 순서대로 표시합니다. 해시와 결제 키는 줄여서 보여 줍니다.",
        noMessages: "아직 보낸 메시지가 없습니다.",
        request: "요청",
        answer: "응답",
        continueToPayment: "결제 페이지로 이동",
        backToShop: "쇼핑몰로 돌아가기",
        notFound: "페이지를 찾을 수 없습니다",
        notFoundDetail: "샌드박스를 다시 시작하면 이전 주문은 사라집니다."
    )
}
