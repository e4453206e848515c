// What a home writes down once and uses every day: its people, suppliers, goods, dishes and stores.
import { PRODUCT_KINDS, STORE_KINDS, WEEK } from './words.js';

export const MASTERS = {
  person: {
    word: ['人员', 'People'], icon: 'person', subject: 'name',
    fields: [
      { name: 'name', word: ['姓名', 'Name'], type: 'text', required: true },
      { name: 'job', word: ['岗位', 'Job'], type: 'text', required: true,
        suggest: ['厨师', '面点师', '配餐员', '洗消员', '采购员', '仓库管理员'] },
      { name: 'health_certificate_until', word: ['健康证有效期', 'Health certificate until'], type: 'date' },
      { name: 'certificate_photo', word: ['健康证照片', 'Certificate\'s photo'], type: 'photo' },
      { name: 'shift_starts', word: ['上岗时间', 'Shift starts'], type: 'clock', suggest: ['05:00', '06:00', '07:00', '08:00'] },
      { name: 'works', isLater: true, word: ['上班日（不选：每天）', 'Works on (none: every day)'], type: 'many', choices: WEEK },
      { name: 'phone', isLater: true, word: ['电话', 'Phone'], type: 'text', keys: 'tel' },
      { name: 'id_number', word: ['身份证后四位', 'ID number, last four'], type: 'text' },
      { name: 'consent', word: ['同意公示全名', 'Consents to show the whole name'], type: 'consent' },
      { name: 'left_on', isLater: true, word: ['离职日期', 'Left on'], type: 'date' }],
  },
  supplier: {
    word: ['供货商', 'Suppliers'], icon: 'truck', subject: 'name',
    fields: [
      { name: 'name', word: ['名称', 'Name'], type: 'text', required: true }, { name: 'contact', word: ['联系人', 'Contact'], type: 'text' },
      { name: 'phone', isLater: true, word: ['电话', 'Phone'], type: 'text', keys: 'tel' },
      { name: 'address', word: ['地址', 'Address'], type: 'text' },
      { name: 'licence_number', word: ['许可证编号', 'Licence number'], type: 'text' },
      { name: 'licence_until', word: ['许可证有效期', 'Licence until'], type: 'date' },
      { name: 'licence_photo', word: ['许可证照片', 'Licence\'s photo'], type: 'photo' }],
  },
  product: {
    word: ['食材', 'Products'], icon: 'box', subject: 'name',
    fields: [
      { name: 'name', word: ['品名', 'Name'], type: 'text', required: true },
      { name: 'product_kind', word: ['类别', 'Kind'], type: 'choice', choices: PRODUCT_KINDS, required: true },
      { name: 'supplier', word: ['供货商', 'Supplier'], type: 'thing', of: 'supplier' }, { name: 'unit', word: ['单位', 'Unit'], type: 'text',
        suggest: ['千克', '箱', '袋', '瓶', '个'] },
      { name: 'specification', word: ['规格', 'Specification'], type: 'text' },
      { name: 'shelf_life_days', word: ['保质期（天）', 'Shelf life (days)'], type: 'number', min: 1, max: 3660, quick: [3, 7, 30, 180, 365] },
      { name: 'origin', word: ['产地', 'Origin'], type: 'text' }],
  },
  dish: {
    word: ['菜品', 'Dishes'], icon: 'bowl', subject: 'name',
    fields: [{ name: 'name', word: ['菜名', 'Name'], type: 'text', required: true },
      { name: 'products', word: ['用料', 'Made from'], type: 'things', of: 'product' },
      { name: 'note', word: ['备注', 'Note'], type: 'note' }],
  },
  store: {
    word: ['冷柜与库房', 'Stores'], icon: 'thermometer', subject: 'name',
    fields: [{ name: 'name', word: ['名称', 'Name'], type: 'text', required: true },
      { name: 'store_kind', word: ['类型', 'Kind'], type: 'choice', choices: STORE_KINDS, required: true },
      { name: 'for_samples', isLater: true, word: ['留样专用', 'For samples'], type: 'bool' },
        { name: 'sensor', isLater: true, word: ['传感器编号', 'Sensor'], type: 'text' }],
  },
};
