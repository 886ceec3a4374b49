// The app's own words in Arabic.

import { type AppStrings, ENGLISH } from './en.ts'

export const ARABIC: AppStrings = {
  name: 'Jobline',
  signing_in: 'جارٍ تسجيل الدخول…',
  pick_title: 'من أنت اليوم؟',
  pick_text: 'هذا عرض تجريبي. اختر شخصًا، وافتح علامة تبويب أخرى لتكون شخصًا آخر، ثم تراسلا.',
  roles: { worker: 'العمّال', client: 'العملاء' },
  other_people: 'الأشخاص',
  not_demo_title: 'سجّل الدخول من منصتك',
  not_demo_text: 'هذا الخادم ليس في وضع العرض التجريبي، فلا يمكن اختيار أحد هنا. افتح الدردشة من المنصة التي تشغّله.',
  unreachable_title: 'تعذّر الوصول إلى الخادم',
  unreachable_text: 'تحقق من أنه يعمل، ثم حاول مجددًا.',
  unknown_title: 'لا أحد بهذا الاسم في العرض التجريبي',
  unknown_text: 'اختر شخصًا من القائمة.',
  pairing_title: 'هذا جهاز آخر',
  pairing_text: 'لا كلمة مرور في العرض التجريبي، لذلك يطلب من هنا الرمز الذي أظهره الخادم عند تشغيله.',
  pairing_refused: 'هذا ليس الرمز. يظهر عند تشغيل الخادم، وهو جديد في كل مرة.',
  pairing_label: 'الرمز',
  pairing_enter: 'دخول',
  try_again: 'إعادة المحاولة',
  show_people: 'عرض الأشخاص',
  switch_person: (name) => `تم تسجيل الدخول باسم \u2068${name}\u2069. تبديل الشخص`,
  lost_title: 'لا شيء هنا',
  lost_text: 'ربما كُتب العنوان خطأً.',
  home: 'الانتقال إلى رسائلك',
  title: ENGLISH.title,
}
